import { createSocket } from "node:dgram";

export type Zone = Readonly<Record<string, readonly ({ txt: string } | { mx: string })[]>>;

/** A server of names (RFC 1035) that knows what a test says, and denies all else. */
export async function startDns(zone: () => Zone): Promise<{ resolver: string; stop(): Promise<void> }> {
	const socket = createSocket("udp4");
	socket.on("message", (asked, { port, address }) => socket.send(answerTo(asked, zone()), port, address));
	await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
	return {
		resolver: `127.0.0.1:${socket.address().port}`,
		stop: () => new Promise((resolve) => socket.close(() => resolve())),
	};
}

const TXT = 16;
const MX = 15;

function answerTo(asked: Buffer, zone: Zone): Buffer {
	const labels: string[] = [];
	let at = 12;
	for (let length = asked.readUInt8(at); length > 0; length = asked.readUInt8(at)) {
		labels.push(asked.subarray(at + 1, at + 1 + length).toString("latin1"));
		at += 1 + length;
	}
	const type = asked.readUInt16BE(at + 1);
	const own = zone[labels.join(".").toLowerCase()];
	const records = (own ?? []).flatMap((record) =>
		"txt" in record ? (type === TXT ? [txt(record.txt)] : []) : type === MX ? [mx(record.mx)] : [],
	);
	const head = Buffer.alloc(12);
	asked.copy(head, 0, 0, 2);
	head.writeUInt16BE(own === undefined ? 0x8183 : 0x8180, 2);
	head.writeUInt16BE(1, 4);
	head.writeUInt16BE(records.length, 6);
	const answers = records.map((data) => {
		const record = Buffer.alloc(12);
		record.writeUInt16BE(0xc00c, 0);
		record.writeUInt16BE(type, 2);
		record.writeUInt16BE(1, 4);
		record.writeUInt16BE(data.length, 10);
		return Buffer.concat([record, data]);
	});
	return Buffer.concat([head, asked.subarray(12, at + 5), ...answers]);
}

/** Strings of 255 octets at most. */
const txt = (text: string) =>
	Buffer.concat(
		(text.match(/.{1,255}/gs) ?? [""]).map((part) =>
			Buffer.concat([Buffer.from([part.length]), Buffer.from(part, "latin1")]),
		),
	);

const mx = (host: string) =>
	Buffer.concat([
		Buffer.from([0, 10]),
		...host
			.split(".")
			.filter((label) => label !== "")
			.map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])),
		Buffer.from([0]),
	]);
