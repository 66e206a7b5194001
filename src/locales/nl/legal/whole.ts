export const legalWholeIn: string = "nl";
