const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * The last place, at most `length` UTF-16 units in, at which a text can be cut with no character in two: an emoji of many parts
 * or a letter with its accents is one. What is longer by itself is cut between its parts.
 */
export const graphemeBorder = (text: string, length: number): number => {
  if (text.length <= length) return text.length
  // Asked for one: to go through all of them takes the browser longer than their number.
  const border = graphemes.segment(text.slice(0, length + reach)).containing(length)?.index ?? 0
  return border > 0 ? border : wholeCharacters(text, length)
}

/** The beginning of a text, at most so many UTF-16 units of it. */
export const cutTo = (text: string, length: number): string => text.slice(0, graphemeBorder(text, length))

/** Further than any character goes that is no prank. */
const reach = 64

const wholeCharacters = (text: string, length: number): number => {
  const isPair = (text.codePointAt(length - 1) ?? 0) > 0xffff
  return isPair && length > 1 ? length - 1 : length
}
