import table from 'unhomoglyph/data.json' with { type: 'json' }
import { looksWith } from './looks.ts'

/**
 * With all letters that are known to look like others. Looked up in the library's table: its function is one pattern of six
 * thousand letters, and costs a relay 8 MB. What looks like no letter of ours the build of the app leaves out.
 */
export const looks = looksWith(table)
export const { nameKeyOf, lookOf, looksReserved } = looks
