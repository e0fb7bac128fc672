const longRun = /(\p{M}{4})\p{M}+/gu
/** With one of its own a name would end early what holds it. */
const isolates = /[\u2066-\u2069]/g
const mayHaveMarks = /[^\x20-\u02ff]/

/** Keeps at most four combining marks in a run: enough for every living script, too few to climb over the lines above. */
export const capMarks = (text: string): string => (mayHaveMarks.test(text) ? text.replace(longRun, '$1') : text)

/** A name for use inside a plain string (labels, announcements): no direction leaks out of it. */
export const isolated = (name: string): string => `\u2068${capMarks(name).replace(isolates, '')}\u2069`
