import { z } from "zod";

const targetsSchema = z.array(z.object({ id: z.string(), webSocketDebuggerUrl: z.string() }));
const replySchema = z.object({ id: z.number(), result: z.object({ usedSize: z.number() }) });

type Heap = {
	/** Megabytes that the JavaScript of the Worker holds now, garbage that is not yet collected included. */
	usedMb(): Promise<number>;
	close(): void;
};

/**
 * Asks the inspector of a workerd (Chrome DevTools Protocol, Runtime.getHeapUsage). workerd leaves
 * HeapProfiler.collectGarbage unanswered, so what is live is at most the lowest of many readings.
 */
export async function openHeap(inspectorPort: number): Promise<Heap> {
	const response = await fetch(`http://127.0.0.1:${inspectorPort}/json`);
	const worker = targetsSchema.parse(await response.json()).find(({ id }) => id.startsWith("core:user:"));
	if (worker === undefined) throw new Error("no Worker is inspected there");
	const socket = new WebSocket(worker.webSocketDebuggerUrl);
	const failed = new Promise<never>((_, reject) => {
		socket.addEventListener("close", () => reject(new Error("the inspector hung up")));
	});
	failed.catch(() => undefined);
	await Promise.race([new Promise((resolve) => socket.addEventListener("open", resolve)), failed]);
	let asked = 0;
	return {
		async usedMb() {
			asked += 1;
			const id = asked;
			const replied = new Promise<number>((resolve) => {
				const onMessage = ({ data }: MessageEvent) => {
					const reply = replySchema.parse(JSON.parse(String(data)));
					if (reply.id !== id) return;
					socket.removeEventListener("message", onMessage);
					resolve(reply.result.usedSize / 2 ** 20);
				};
				socket.addEventListener("message", onMessage);
			});
			socket.send(JSON.stringify({ id, method: "Runtime.getHeapUsage" }));
			return Promise.race([replied, failed]);
		},
		close: () => socket.close(),
	};
}
