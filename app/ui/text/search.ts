const marks = /\p{M}+/gu

/** A name in the form used to compare: without case, accents or surrounding spaces. */
export const folded = (name: string): string => name.normalize('NFKD').replace(marks, '').toLocaleLowerCase().trim()

/** Whether a name contains the typed text. Empty text matches every name. */
export const fits = (name: string, typed: string): boolean => folded(name).includes(folded(typed))
