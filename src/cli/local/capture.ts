import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { z } from "zod";
import { capturePage } from "./capture-page.ts";

/**
 * Stands where recipients of visits stand, on this machine: takes what the Worker would send them as strictly as their
 * references say, refuses a field that they do not name, keeps what it got in memory and shows it.
 */
export type Capture = {
	/** Google Analytics, and 24metrics. */
	urls: { "google-analytics": string; "24metrics": string };
	/** What came, to read in a browser; `/events.json` is the same for programs. */
	webUrl: string;
	/** What came, the oldest first, refused or not. */
	events(): readonly CapturedEvent[];
	clear(): void;
	/** Requests whose answer has no end, or no beginning, and that somebody still waits for. */
	open(): number;
	/** How the recipients answer from now on. */
	behave(as: Behaviour): void;
	stop(): Promise<void>;
};

export type CapturedEvent = {
	/** ISO 8601. */
	at: string;
	recipient: keyof Capture["urls"];
	/** Request line, headers and body, as they came. */
	raw: string;
	/** Of the query and of the body. */
	fields: Record<string, unknown>;
	/** Why it was refused; '' where it was taken. */
	refused: string;
};

/** `silent`: never. `endless`: a body without an end. */
export type Behaviour = "ok" | "redirect" | "silent" | "nonsense" | "error" | "endless";

export type CaptureOptions = { port: number; now: () => Date };

const LOCAL = "127.0.0.1";
/** Older ones are forgotten. */
const MAX_EVENTS = 20_000;
const MAX_BODY_BYTES = 130 * 1024;

const text = z.string().min(1);
/** Measurement Protocol reference, "Payload", as far as a web stream without advertising uses it. */
const analyticsQuery = z.strictObject({ measurement_id: z.string().regex(/^G-[A-Z0-9]{4,12}$/), api_secret: text });
const analyticsBody = z.strictObject({
	client_id: z.string().regex(/^[1-9]\d*\.[1-9]\d*$/),
	ip_override: text.optional(),
	device: z
		.strictObject({
			category: z.enum(["desktop", "tablet", "mobile", "smart TV"]).optional(),
			operating_system: text.optional(),
			browser: text.optional(),
		})
		.optional(),
	consent: z.strictObject({ ad_user_data: z.literal("DENIED"), ad_personalization: z.literal("DENIED") }),
	events: z
		.array(z.strictObject({ name: z.literal("page_view"), params: z.strictObject({ page_title: text }) }))
		.min(1)
		.max(25),
});
/** 24metrics, click API, as far as a server without a script in the browser uses it. */
const clickQuery = z.strictObject({
	no_redirect: z.literal("true"),
	offer: text,
	publisher: text,
	click_ip: text,
	user_agent: text.optional(),
});

const RECIPIENTS = ["google-analytics", "24metrics"] as const;
const PATHS = { "google-analytics": "/mp/collect", "24metrics": "/click" } as const;
const METHODS = { "google-analytics": "POST", "24metrics": "GET" } as const;
const SCHEMAS = {
	"google-analytics": analyticsQuery.extend({ body: analyticsBody }),
	"24metrics": clickQuery,
} as const;

/** What programs send of themselves, whatever they ask for. */
const OWN_HEADERS =
	/^(host|connection|content-type|content-length|accept|accept-encoding|accept-language|user-agent|sec-fetch-mode|transfer-encoding|cf-.*)$/;

/** Where a capture server on this port takes what recipients are sent. */
export const captureUrls = (port: number): Capture["urls"] => ({
	"google-analytics": `http://${LOCAL}:${port}${PATHS["google-analytics"]}`,
	"24metrics": `http://${LOCAL}:${port}${PATHS["24metrics"]}`,
});

/** @throws Error when something listens on the port already */
export async function startCapture({ port, now }: CaptureOptions): Promise<Capture> {
	const events: CapturedEvent[] = [];
	const open = new Set<ServerResponse>();
	let behaviour: Behaviour = "ok";
	const server = createServer((request, response) => {
		bodyOf(request).then(
			(body) => {
				const recipient = recipientOf(request);
				if (recipient === undefined) return show(request, response, events);
				const event = captured(recipient, request, body);
				events.push({ at: now().toISOString(), ...event });
				if (events.length > MAX_EVENTS) events.shift();
				if (behaviour !== "ok") {
					if (ANSWERS[behaviour](response) === "open") keepOpen(open, response);
					return undefined;
				}
				return event.refused === "" ? ANSWERS.ok(response) : response.writeHead(400).end(event.refused);
			},
			() => response.writeHead(413).end(),
		);
	});
	await listening(server, port);
	return {
		urls: captureUrls(port),
		webUrl: `http://${LOCAL}:${port}`,
		events: () => events,
		clear: () => void events.splice(0),
		open: () => open.size,
		behave: (as) => {
			behaviour = as;
		},
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** How each answers; "open": it has not ended. */
const ANSWERS: Record<Behaviour, (response: ServerResponse) => unknown> = {
	ok: (response) => response.writeHead(204).end(),
	// To a place that is listened at, so that who follows it is seen.
	redirect: (response) => response.writeHead(307, { Location: PATHS["24metrics"] }).end(),
	silent: () => "open",
	nonsense: (response) => response.socket?.end("nonsense\r\n\r\n"),
	error: (response) => response.writeHead(500, { "Content-Type": "text/html" }).end("<script>alert(1)</script>"),
	endless: (response) => {
		response.writeHead(200);
		const more = setInterval(() => response.write("x".repeat(1_000)), 5);
		response.on("close", () => clearInterval(more));
		return "open";
	},
};

function keepOpen(open: Set<ServerResponse>, response: ServerResponse): void {
	open.add(response);
	response.on("close", () => open.delete(response));
}

function recipientOf({ url = "/" }: IncomingMessage): CapturedEvent["recipient"] | undefined {
	const path = url.split("?")[0];
	return RECIPIENTS.find((recipient) => PATHS[recipient] === path);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
	let body = "";
	for await (const chunk of request) {
		body += String(chunk);
		if (body.length > MAX_BODY_BYTES) throw new Error("too large");
	}
	return body;
}

function captured(
	recipient: CapturedEvent["recipient"],
	{ method = "", url = "/", rawHeaders, headers }: IncomingMessage,
	body: string,
): Omit<CapturedEvent, "at"> {
	const lines = rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : []));
	const query = Object.fromEntries(new URL(url, "http://capture").searchParams);
	const sent = recipient === "google-analytics" ? { ...query, body: parsed(body) } : query;
	const strange = Object.keys(headers).filter((name) => !OWN_HEADERS.test(name));
	const problems = [
		...strange.map((name) => `header ${name}`),
		...(method === METHODS[recipient] ? [] : [`method ${method}`]),
		...(SCHEMAS[recipient].safeParse(sent).error?.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`) ??
			[]),
	];
	// The secret of an account is nobody's to read here.
	const { api_secret: _, ...fields } = sent as Record<string, unknown>;
	return { recipient, raw: [`${method} ${url}`, ...lines, "", body].join("\n"), fields, refused: problems.join("; ") };
}

function parsed(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return undefined;
	}
}

function show({ url, headers }: IncomingMessage, response: ServerResponse, events: readonly CapturedEvent[]): void {
	// A page elsewhere may point a name of its own at this machine; it is not answered.
	if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? "")) return void response.writeHead(421).end();
	const shown = events.map(({ raw: _, ...event }) => event);
	const common = {
		"Cache-Control": "no-store",
		"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
	};
	if (url === "/events.json")
		return void response.writeHead(200, { ...common, "Content-Type": "application/json" }).end(JSON.stringify(shown));
	if (url !== "/") return void response.writeHead(404).end();
	response
		.writeHead(200, { ...common, "Content-Type": "text/html; charset=utf-8" })
		.end(capturePage(shown.slice(-200)));
}

function listening(server: Server, port: number): Promise<void> {
	return new Promise((resolve, reject) => {
		server.once("error", reject);
		server.listen(port, LOCAL, () => resolve());
	});
}
