import type { HeroPhoto } from "#foundation/brand/home.ts";
import { assetPath } from "#foundation/http/asset-path.ts";
import { localePath } from "#foundation/i18n/path.ts";
import type { PageContext } from "#foundation/ui/page-context.ts";
import { words } from "#locales/locales.ts";

/** Where the picture's column is so wide, by the width of the window. */
const SIZES = "(min-width: 54rem) 50vw, 100vw";

/** Its focal point stands in the stylesheet. */
function Photo({ photo, alt }: { photo: HeroPhoto; alt: string }) {
	const sources = (type: string) =>
		photo.files
			.filter((file) => file.type === type)
			.map((file) => `${assetPath(file)} ${file.width}w`)
			.join(", ");
	const plain = photo.files.filter(({ type }) => type === "image/webp").at(-1);
	if (plain === undefined) return null;
	return (
		<picture>
			<source type="image/avif" srcset={sources("image/avif")} sizes={SIZES} />
			<img
				class="hero-photo"
				src={assetPath(plain)}
				srcset={sources("image/webp")}
				sizes={SIZES}
				width={plain.width}
				height={plain.height}
				alt={alt}
				fetchpriority="high"
			/>
		</picture>
	);
}

/** Decoration, so without words. */
function Scene({ hrefs }: { hrefs: NonNullable<PageContext["hrefs"]["scene"]> }) {
	return (
		<picture>
			<source media="(prefers-color-scheme: dark)" srcset={hrefs.dark} />
			<img src={hrefs.light} width="480" height="400" alt="" fetchpriority="high" />
		</picture>
	);
}

/** The first screen: the brand's own words, one thing to do, and its photo or a drawing in its colours. */
export function Hero({ context }: { context: PageContext }) {
	const { look, locale, hrefs } = context;
	const copy = look.copy[locale];
	const text = words(locale).home;
	const photo = look.home?.photo;
	return (
		<section class="hero">
			<div class="wrap hero-inner">
				<div class="hero-words">
					<h1>{copy?.tagline ?? look.name}</h1>
					{copy !== undefined && <p class="lead">{copy.intro}</p>}
					<p class="hero-actions">
						<a class="button button-hero" href={localePath(context, "/join")}>
							{text.join}
						</a>
					</p>
				</div>
				<div class="hero-picture">
					{photo !== undefined && <Photo photo={photo} alt={photo.alt[locale] ?? ""} />}
					{photo === undefined && hrefs.scene !== undefined && <Scene hrefs={hrefs.scene} />}
				</div>
			</div>
		</section>
	);
}
