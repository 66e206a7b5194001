/**
 * The language in which all of this folder is translated and was read by a lawyer. A copy of the folder still names the
 * language that it was copied from; until it names its own, no brand may be published in it.
 */
export const legalWholeIn: string = "en";
