/** The words of a list by a name that the database holds. */
export const named = (list: Readonly<Record<string, string>>, name: string): string => list[name] ?? name;
