/**
 * Whether text shows anything, and how one line of it is kept. Everything that people write goes by this: messages, names of
 * rooms and people, topics, statuses, notes. It asks Unicode what a character is, so no list of ours has to grow with it.
 */

/**
 * What leaves no mark by itself: space, what Unicode says to ignore (joiners, fillers, selectors, tags, controls of direction),
 * marks without a letter, control codes, half characters, private use. The last row is what fonts draw as a blank, though
 * Unicode counts it as a sign: Braille's empty cell, notes of annotation, an empty note head, blanks between hieroglyphs.
 */
const unseen =
  '\\p{White_Space}\\p{Default_Ignorable_Code_Point}\\p{M}\\p{Cc}\\p{Cs}\\p{Co}\\p{Noncharacter_Code_Point}' +
  '\\u2800\\ufff9-\\ufffc\\u{1d159}\\u{13430}-\\u{13442}'

const seen = new RegExp(`[^${unseen}]`, 'u')

/** Whether a reader sees anything of it. What Unicode has yet to assign counts: newer emoji are sent before we know them. */
export const isVisible = (text: string): boolean => seen.test(text)

/** What is shown where older text may hold nothing that is seen. */
export const seenOr = (text: string, instead: string): string => (isVisible(text) ? text : instead)

/** Letters of these scripts are joined in writing, and a joiner or its absence changes how they look. */
const cursive = ['Arabic', 'Syriac', 'Mongolian', 'Nko', 'Mandaic', 'Adlam', 'Phags_Pa']
  .map((script) => `\\p{Script_Extensions=${script}}`)
  .join('')
const joinedLetter = `(?!\\p{Default_Ignorable_Code_Point})(?=[\\p{L}\\p{M}])[${cursive}]`
/** A mark of a script's own, as the virama that joins Indic letters; accents belong to no script. */
const ownMark = '(?!\\p{Default_Ignorable_Code_Point})(?!\\p{Script=Inherited})\\p{M}'
const picture = '\\p{Extended_Pictographic}'

/** Of what Unicode says to ignore, that which changes how its neighbours look, where it stands beside such. */
const needed = [
  // The flags of England, Scotland and Wales are spelled in tags.
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

/** One line as it is kept: white space single, nothing in it that changes nothing; empty where nothing of it could be seen. */
export const cleanLine = (text: string): string => {
  let line = text
  // What is taken out may bring together what is then composed.
  for (let next = cleanOnce(line); next !== line; next = cleanOnce(line)) line = next
  return isVisible(line) ? line : ''
}

const cleanOnce = (text: string): string =>
  text
    .normalize('NFC')
    .replace(ignored, (_, needed: string | undefined) => needed ?? '')
    .replace(blanks, ' ')
    .trim()
