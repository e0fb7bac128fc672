import { graphemesIn } from '../../../shared/graphemes.ts'
import { limits } from '../../../shared/record/limits.ts'

/** Most characters of one message, as people count them. */
export const mostCharacters = 16_000
/** As they are written. The rest is for what a part of a longer text repeats, such as the head of a table. */
const mostBytes = limits.textBytes - 6_000

/** How much of a text fits into one message, in UTF-16 units. Only what has very long characters is limited by bytes. */
export const fittingLength = (text: string): number => {
  // A unit is at most one character and three bytes.
  if (text.length <= mostCharacters) return text.length
  let [length, characters, bytes] = [0, 0, 0]
  for (const character of graphemesIn(text)) {
    characters++
    bytes += bytesOf(character)
    if (characters > mostCharacters || bytes > mostBytes) break
    length += character.length
  }
  return length
}

export const fitsOneMessage = (text: string): boolean => fittingLength(text) === text.length

/** At most so many bytes in JSON: a unit before U+0800 has one or two or is escaped, and one of a pair has two. */
const bytesOf = (character: string): number => {
  let bytes = 0
  for (let at = 0; at < character.length; at++)
    bytes += /[\u0800-\ud7ff\ue000-\uffff]/.test(character.charAt(at)) ? 3 : 2
  return bytes
}
