const longRun = /(\p{M}{4})\p{M}+/gu
/** Removed from names, because one inside a name would end the isolation around it. */
const isolates = /[\u2066-\u2069]/g
const mayHaveMarks = /[^\x20-\u02ff]/

/**
 * Keeps at most four combining marks in a row: enough for every living script, but too few to cover the lines above.
 */
export const capMarks = (text: string): string => (mayHaveMarks.test(text) ? text.replace(longRun, '$1') : text)

/**
 * A name for use inside a plain string (labels, announcements), isolated so that its text direction does not affect the
 * rest.
 */
export const isolated = (name: string): string => `\u2068${capMarks(name).replace(isolates, '')}\u2069`
