import type { Declaration, PersonalColumn } from "#foundation/register/declaration.ts";
import {
	BRAND_ID,
	declare,
	type Given,
	KEY_VERSION,
	MEMBER_ID,
	none,
	personal,
	REALM_ID,
	ROW_ID,
	same,
} from "#foundation/register/declare.ts";

const order = (extra: Partial<Given> = {}): PersonalColumn =>
	personal({
		item: "orders",
		purposes: ["use_of_site"],
		retention: "contract_evidence",
		erase: { by: "delete" },
		...extra,
	});

/** Only to deliver the ordered article (P09). */
const address = personal({
	item: "delivery_address",
	purposes: ["delivery"],
	retention: "delivery_address",
	erase: { by: "shred", unit: "order" },
	edit: "request",
	promises: ["P09"],
});
const shipped = order({ purposes: ["delivery"], retention: "delivery_address" });
/** A guest withdraws from a purchase with a name, an address and the contract, and nothing more. */
const withdrawal = order({ erase: { by: "shred", unit: "order" }, purposes: ["use_of_site", "accountability"] });
const evidence = order({ purposes: ["accountability"] });
const PRODUCT = none("An article or a price, no person's data.");
const PAYER = none("Random number that stands for the payer in the books.");

/** Planned: orders of every kind of purchase, which the payments feature brings. */
const ORDERS = declare({
	feature: "shop",
	planned: true,
	switchedBy: "payments",
	tables: {
		product: {
			class: "owned",
			columns: { brand_id: BRAND_ID, id: ROW_ID, ...same(PRODUCT, "kind", "name_json", "state") },
		},
		price: {
			class: "owned",
			columns: {
				brand_id: BRAND_ID,
				id: ROW_ID,
				...same(PRODUCT, "product_id", "gross_cents", "valid_from", "valid_to"),
			},
		},
		purchase: {
			class: "owned",
			subjects: "later",
			columns: {
				brand_id: BRAND_ID,
				realm_id: REALM_ID,
				id: ROW_ID,
				payer_id: PAYER,
				...same(order(), "number", "status", "total_cents", "currency", "country", "placed_at", "terms_version"),
				...same(none("Bookkeeping of the checkout."), "checkout_key", "settled_payment_id", "button_label_version"),
				vat_evidence: order({
					item: "invoices",
					purposes: ["fiscal"],
					handling: "fiscal",
					retention: "fiscal",
					erase: { by: "retain", until: "fiscal" },
				}),
			},
		},
		purchase_line: {
			class: "owned",
			subjects: "later",
			columns: {
				brand_id: BRAND_ID,
				id: ROW_ID,
				purchase_id: none("Random identifier of the purchase."),
				...same(
					order(),
					"kind",
					"quantity",
					"gross_cents",
					"vat_basis_points",
					"vat_country",
					"contract_kind",
					"performer_id",
				),
			},
		},
		purchase_evidence: {
			class: "owned",
			subjects: "later",
			columns: {
				brand_id: BRAND_ID,
				id: ROW_ID,
				purchase_line_id: none("Random identifier of the line."),
				...same(evidence, "kind", "text_hash", "shown_at", "ticked_at", "confirmed_at"),
			},
		},
		withdrawal: {
			class: "owned",
			subjects: "later",
			columns: {
				brand_id: BRAND_ID,
				id: ROW_ID,
				purchase_id: none("Random identifier of the purchase, once it is found."),
				...same(withdrawal, "name_sealed", "email_sealed", "email_index", "contract_sealed"),
				...same(evidence, "submitted_at", "receipt_sent_at", "state", "refund_due_at"),
				key_version: KEY_VERSION,
			},
		},
	},
});

const GOODS = declare({
	feature: "shop",
	planned: true,
	switchedBy: "shop",
	tables: {
		cart_line: {
			class: "owned",
			subjects: "later",
			columns: {
				brand_id: BRAND_ID,
				member_id: MEMBER_ID,
				...same(order({ retention: "brand", edit: "self" }), "product_id", "quantity", "added_at"),
			},
		},
		delivery_address: {
			class: "owned",
			subjects: "later",
			columns: {
				brand_id: BRAND_ID,
				purchase_id: none("Random identifier of the purchase."),
				...same(address, "name_sealed", "street_sealed", "postal_code_sealed", "city_sealed", "country_sealed"),
				wipe_at: none("When the address is erased."),
				key_version: KEY_VERSION,
			},
		},
		shipment: {
			class: "owned",
			subjects: "later",
			columns: {
				brand_id: BRAND_ID,
				id: ROW_ID,
				purchase_id: none("Random identifier of the purchase."),
				...same(shipped, "carrier", "tracking_code_sealed", "sent_at", "delivered_at"),
				key_version: KEY_VERSION,
			},
		},
	},
});

/** Planned: what members buy and where it goes. */
export const SHOP_DATA: Declaration[] = [ORDERS, GOODS];
