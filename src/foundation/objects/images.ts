/** The part of Cloudflare's Images binding that is used. Orientation (EXIF) is applied by it. */
export type ImageService = {
	input(stream: ReadableStream<Uint8Array>): ImagePipeline;
};
type ImagePipeline = {
	transform(transform: { width: number; height: number; fit: "scale-down" }): ImagePipeline;
	output(options: { format: "image/webp"; quality: number; anim: boolean }): Promise<{ response(): Response }>;
};
