const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * The last place, at most `length` UTF-16 units in, where a text can be cut without splitting a visible character, such
 * as an emoji of several parts or a letter with accents. A single character longer than `length` is cut between its
 * parts.
 */
export const graphemeBorder = (text: string, length: number): number => {
  if (text.length <= length) return text.length
  // `containing` looks up one segment. Walking through all of them takes the browser more than linear time.
  const border = graphemes.segment(text.slice(0, length + reach)).containing(length)?.index ?? 0
  return border > 0 ? border : wholeCharacters(text, length)
}

/** The beginning of a text, at most `length` UTF-16 units of it. */
export const cutTo = (text: string, length: number): string => text.slice(0, graphemeBorder(text, length))

/** The visible characters of a text, in order. */
export function* graphemesIn(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const piece = cutTo(text.slice(at, at + 2 * pieceLength), pieceLength)
    for (const { segment } of graphemes.segment(piece)) yield segment
    at += piece.length
  }
}

export const countGraphemes = (text: string): number => {
  let count = 0
  for (const _ of graphemesIn(text)) count++
  return count
}

/** Walking through the segments of a longer text takes the browser more than linear time. */
const pieceLength = 1_000

/** Longer than any real character. Only pranks go further. */
const reach = 64

const wholeCharacters = (text: string, length: number): number => {
  const isPair = (text.codePointAt(length - 1) ?? 0) > 0xffff
  return isPair && length > 1 ? length - 1 : length
}
