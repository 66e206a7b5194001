import { z } from "zod";
import { localeSchema } from "../i18n/locale.ts";

/** What the home page of a brand is made of, beside its hero. */
export const SECTIONS = ["offer", "steps", "manners", "choice", "questions", "privacy", "invitation"] as const;
export type Section = (typeof SECTIONS)[number];
/** Sections whose title and lead a brand may write itself: all but what is said of data. */
export const TITLED_SECTIONS = ["offer", "steps", "manners", "choice", "questions", "invitation"] as const;

/** The drawings of the project, each about meeting, in the two colours of the brand that shows them. */
export const SCENES = ["faces", "glasses", "table", "windows", "door", "coats", "sails", "bridge"] as const;
export type Scene = (typeof SCENES)[number];

export const MAX_QUESTIONS = 8;

const photoFileSchema = z.object({
	sha256: z.string().regex(/^[0-9a-f]{64}$/),
	type: z.enum(["image/avif", "image/webp"]),
	width: z.number().int(),
	height: z.number().int(),
});
export type PhotoFile = z.infer<typeof photoFileSchema>;

export const heroPhotoSchema = z.object({
	/** Of the file that the renditions were made from. */
	source: z.string().regex(/^[0-9a-f]{64}$/),
	/** Across and down, in per cent: what stays in view where the picture is cut. */
	focus: z.tuple([z.number(), z.number()]),
	alt: z.partialRecord(localeSchema, z.string()),
	files: z.array(photoFileSchema).min(1),
});
export type HeroPhoto = z.infer<typeof heroPhotoSchema>;

export const homeSchema = z.object({
	/** In their order. Absent: the preset's. */
	sections: z.array(z.enum(SECTIONS)).optional(),
	/** Absent: one of the preset's, by the brand's id. */
	scene: z.enum(SCENES).optional(),
	/** Stands in the hero in place of a drawing. */
	photo: heroPhotoSchema.optional(),
});

/** Words of a section that are the brand's own; what is absent is the platform's. */
export const sectionCopySchema = z.object({ title: z.string().optional(), lead: z.string().optional() });
export const questionSchema = z.object({ question: z.string(), answer: z.string() });
