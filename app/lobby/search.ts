const marks = /\p{M}+/gu

/** A name as it is compared: without case, accents or outer space. */
export const folded = (name: string): string => name.normalize('NFKD').replace(marks, '').toLocaleLowerCase().trim()

/** Whether a name holds what was typed; nothing typed fits all. */
export const fits = (name: string, typed: string): boolean => folded(name).includes(folded(typed))
