/**
 * Decides whether text shows anything, and cleans a line of text for storing. This applies to everything that people
 * write: messages, names of rooms and people, topics, statuses, notes. It uses Unicode's own classes, so there is no
 * list of ours to update.
 */

/**
 * Characters that leave no mark by themselves: white space, what Unicode says to ignore (joiners, fillers, selectors,
 * tags, direction controls), marks without a letter, control codes, half surrogates, private use. The last line lists
 * characters that fonts draw as blank although Unicode calls them symbols: Braille's empty cell, annotation marks, an
 * empty note head, blanks between hieroglyphs.
 */
const unseen =
  '\\p{White_Space}\\p{Default_Ignorable_Code_Point}\\p{M}\\p{Cc}\\p{Cs}\\p{Co}\\p{Noncharacter_Code_Point}' +
  '\\u2800\\ufff9-\\ufffc\\u{1d159}\\u{13430}-\\u{13442}'

const seen = new RegExp(`[^${unseen}]`, 'u')

/**
 * Whether a reader sees anything in the text. Unassigned characters count as visible, because people use new emoji
 * before we know them.
 */
export const isVisible = (text: string): boolean => seen.test(text)

/** Returns `instead` if nothing in the text is visible, which is possible in older records. */
export const seenOr = (text: string, instead: string): string => (isVisible(text) ? text : instead)

/** Scripts whose letters join in writing. A joiner, or its absence, changes how they look. */
const cursive = ['Arabic', 'Syriac', 'Mongolian', 'Nko', 'Mandaic', 'Adlam', 'Phags_Pa']
  .map((script) => `\\p{Script_Extensions=${script}}`)
  .join('')
const joinedLetter = `(?!\\p{Default_Ignorable_Code_Point})(?=[\\p{L}\\p{M}])[${cursive}]`
/** A mark that belongs to one script, such as the virama that joins Indic letters. Accents belong to no script. */
const ownMark = '(?!\\p{Default_Ignorable_Code_Point})(?!\\p{Script=Inherited})\\p{M}'
const picture = '\\p{Extended_Pictographic}'

/** Ignorable characters that are kept, because next to these neighbours they change how the text looks. */
const needed = [
  // The flags of England, Scotland and Wales are written with tag characters.
  '\\u{1f3f4}[\\u{e0030}-\\u{e0039}\\u{e0061}-\\u{e007a}]{1,6}\\u{e007f}',
  `(?<=${joinedLetter})(?:\\u200d|\\u200c(?=[\\u200c\\u200d]*${joinedLetter}))`,
  `(?<=${ownMark})(?:\\u200d|\\u200c(?=[\\u200c\\u200d]*[\\p{L}\\p{M}]))`,
  `(?<=\\p{L})[\\u200c\\u200d](?=${ownMark})`,
  `(?<=[${picture}\\p{Emoji_Modifier}]\\ufe0f?)\\u200d(?=${picture})`,
  `(?<=${picture})[\\ufe0e\\ufe0f]|(?<=[0-9#*])\\ufe0f(?=\\u20e3)`,
  '(?<=\\p{Script=Han})[\\ufe00-\\ufe02\\u{e0100}-\\u{e01ef}]',
  '(?<=(?=\\p{L})\\p{Script=Mongolian})[\\u180b-\\u180d\\u180f]',
].join('|')
const ignored = new RegExp(
  `(${needed})|[\\p{Default_Ignorable_Code_Point}\\p{Cs}\\p{Noncharacter_Code_Point}\\ufff9-\\ufffc]`,
  'gu',
)
const blanks = /[\p{White_Space}\p{Cc}\u2800]+/gu

/**
 * A line in the form that is stored: single spaces, and no character without effect. Empty if nothing in it is visible.
 */
export const cleanLine = (text: string): string => {
  let line = text
  // Removing a character may let its neighbours compose, so repeat until nothing changes.
  for (let next = cleanOnce(line); next !== line; next = cleanOnce(line)) line = next
  return isVisible(line) ? line : ''
}

const cleanOnce = (text: string): string =>
  text
    .normalize('NFC')
    .replace(ignored, (_, needed: string | undefined) => needed ?? '')
    .replace(blanks, ' ')
    .trim()
