import type { Declaration, PersonalColumn, TableDeclaration } from "#foundation/register/declaration.ts";
import {
	BRAND_ID,
	declare,
	type Given,
	MEMBER_ID,
	none,
	personal,
	REALM_ID,
	ROW_ID,
	same,
	withheld,
} from "#foundation/register/declare.ts";

/** Only to execute the payment (P12). What the law has kept of it stands in the fiscal rows. */
const payment = (item: Given["item"], extra: Partial<Given> = {}): PersonalColumn =>
	personal({
		item,
		purposes: ["payments"],
		retention: "payment",
		erase: { by: "delete" },
		promises: ["P11", "P12", "P48"],
		...extra,
	});

const fiscal = personal({
	item: "invoices",
	purposes: ["fiscal"],
	handling: "fiscal",
	retention: "fiscal",
	erase: { by: "retain", until: "fiscal" },
	promises: ["P12"],
});

const order = (extra: Partial<Given> = {}): PersonalColumn =>
	personal({
		item: "orders",
		purposes: ["use_of_site"],
		retention: "contract_evidence",
		erase: { by: "delete" },
		...extra,
	});

const PROVIDER_ANSWER = none("The payment service's answer, reduced to what the row's columns name.");
const ATTEMPT = none("Bookkeeping of an attempt to reach the payment service.");
const AMOUNT = none("An amount in the books, tied to a person only through the row it refers to.");
const reference = payment("payment_reference");

const PAYMENT_TABLES: Record<string, TableDeclaration> = {
	payer: {
		class: "shared",
		subjects: "later",
		columns: {
			realm_id: REALM_ID,
			id: none("Random number that stands for the payer in the books."),
			member_id: payment("payment_reference", {
				retention: "account",
				export: withheld("The link between you and your payments; the payments themselves are in the copy."),
			}),
		},
	},
	payment: {
		class: "shared",
		subjects: "later",
		columns: {
			realm_id: REALM_ID,
			id: ROW_ID,
			brand_id: BRAND_ID,
			order_id: none("Random identifier of the order."),
			payer_id: none("Random number that stands for the payer in the books."),
			method: payment("payment_means"),
			...same(reference, "provider_id", "amount_cents", "status", "created_at", "paid_at", "country"),
			...same(
				ATTEMPT,
				"attempt",
				"idempotency_key",
				"request_hash",
				"create_state",
				"expires_at",
				"next_sync_at",
				"sync_count",
				"rank",
				"version",
			),
		},
	},
	payment_failed: {
		class: "shared",
		subjects: "later",
		columns: {
			realm_id: REALM_ID,
			id: ROW_ID,
			payer_id: none("Random number that stands for the payer in the books."),
			...same(payment("payment_reference", { retention: "failed_payment" }), "provider_id", "status", "failed_at"),
			method: payment("payment_means", { retention: "failed_payment" }),
		},
	},
	mandate: {
		class: "shared",
		subjects: "later",
		columns: {
			realm_id: REALM_ID,
			id: ROW_ID,
			payer_id: none("Random number that stands for the payer in the books."),
			...same(reference, "provider_id", "state", "given_at", "ended_at"),
			method: payment("payment_means"),
		},
	},
	refund: {
		class: "shared",
		subjects: "later",
		columns: {
			realm_id: REALM_ID,
			id: ROW_ID,
			payment_id: none("Random identifier of the payment."),
			...same(reference, "provider_id", "amount_cents", "reason", "status", "requested_at"),
			idempotency_key: ATTEMPT,
		},
	},
	chargeback: {
		class: "shared",
		subjects: "later",
		columns: {
			realm_id: REALM_ID,
			provider_id: reference,
			payment_id: none("Random identifier of the payment."),
			...same(reference, "amount_cents", "reason", "reversed_at"),
		},
	},
	provider_inbox: {
		class: "shared",
		columns: {
			realm_id: REALM_ID,
			id: ROW_ID,
			...same(PROVIDER_ANSWER, "account_id", "dedupe_key", "raw_hash", "received_at", "state", "tries"),
		},
	},
	payment_anomaly: {
		class: "shared",
		columns: { realm_id: REALM_ID, id: ROW_ID, ...same(PROVIDER_ANSWER, "kind", "payment_id", "state", "found_at") },
	},
	settlement: {
		class: "shared",
		columns: { realm_id: REALM_ID, ...same(PROVIDER_ANSWER, "provider_id", "lines_json", "settled_at") },
	},
};

const BOOKS: Record<string, TableDeclaration> = {
	ledger_account: {
		class: "shared",
		columns: { realm_id: REALM_ID, id: ROW_ID, ...same(AMOUNT, "kind", "type", "currency", "owner_id") },
	},
	ledger_transfer: {
		class: "shared",
		columns: {
			realm_id: REALM_ID,
			id: ROW_ID,
			...same(AMOUNT, "debit_id", "credit_id", "amount_cents", "currency", "code", "reference_id", "booked_at"),
		},
	},
	invoice: {
		class: "shared",
		subjects: "later",
		columns: {
			realm_id: REALM_ID,
			...same(
				fiscal,
				"series",
				"number",
				"kind",
				"source_id",
				"issued_at",
				"gross_cents",
				"vat_lines_json",
				"vat_country",
				"payer_id",
			),
			document_key: none("Name of the stored document, made from series and number."),
		},
	},
	invoice_sequence: {
		class: "shared",
		columns: { realm_id: REALM_ID, ...same(AMOUNT, "series", "year", "last_number") },
	},
};

const access = order({ retention: "brand" });
const ACCESS_TABLES: Record<string, TableDeclaration> = {
	subscription: {
		class: "owned",
		subjects: "later",
		columns: {
			brand_id: BRAND_ID,
			id: ROW_ID,
			member_id: MEMBER_ID,
			...same(access, "plan", "state", "period_start", "period_end", "cancel_at", "next_charge_at", "charge_number"),
		},
	},
	entitlement: {
		class: "owned",
		subjects: "later",
		columns: {
			brand_id: BRAND_ID,
			id: ROW_ID,
			member_id: MEMBER_ID,
			...same(access, "scope", "starts_at", "ends_at", "state", "reason"),
		},
	},
	credit_lot: {
		class: "shared",
		subjects: "later",
		columns: {
			realm_id: REALM_ID,
			id: ROW_ID,
			order_line_id: none("Random identifier of what was sold."),
			payer_id: none("Random number that stands for the payer in the books."),
			...same(order(), "granted", "expires_at"),
		},
	},
	credit_spend: {
		class: "shared",
		subjects: "later",
		columns: {
			realm_id: REALM_ID,
			id: ROW_ID,
			lot_id: none("Random identifier of the credit."),
			...same(order(), "content_id", "amount", "spent_at"),
		},
	},
};

/** Planned: payments, the books they leave, and what was paid for. Orders stand with the shop. */
export const PAYMENT_DATA: Declaration[] = [
	declare({
		feature: "payments",
		planned: true,
		switchedBy: "payments",
		tables: { ...PAYMENT_TABLES, ...BOOKS, ...ACCESS_TABLES },
		objects: [{ prefix: "invoices/", key: "later", ...fiscal }],
	}),
];
