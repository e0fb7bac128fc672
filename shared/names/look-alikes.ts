import table from 'unhomoglyph/data.json' with { type: 'json' }
import { looksWith } from './looks.ts'

/**
 * Uses the full table of look-alike letters. It is a lookup in the library's table, because the library's own function
 * is one pattern of six thousand letters and costs a relay 8 MB. The app's build leaves out letters that look like none
 * of ours.
 */
export const looks = looksWith(table)
export const { nameKeyOf, lookOf, looksReserved } = looks
