const collator = new Intl.Collator()

/** Sorts by name. A collator created once compares ten times as fast as `localeCompare`. */
export const byName = (a: { name: string }, b: { name: string }): number => collator.compare(a.name, b.name)
