import { graphemeBorder } from '../../../shared/graphemes.ts'
import { columnsOf } from '../../../shared/markdown/table.ts'
import { styledWords } from './styledWords.ts'

/** Where a text can be cut, what ends the first part there, and what the second one begins with. */
export interface Joint {
  at: number
  close: string
  reopen: string
}

/** Most places of a kind that are looked at for one cut. */
const mostPlaces = 8
const longestQuote = 32

/** The best place to split in the second half of what fits: after a paragraph, a line or a word. */
export const borderIn = (text: string, length: number): number => {
  for (const between of ['\n\n', '\n']) {
    const at = text.lastIndexOf(between, length - between.length)
    if (at >= length / 2) return at + between.length
  }
  return wordBorder(text, length, length / 2)
}

/**
 * The same, but so that no word looks different in the two parts. A cut inside emphasis, a spoiler or code closes it and
 * opens it again. If there is nothing better, it is the same place. No code block is open there.
 */
export const jointIn = (text: string, length: number, looks: Looks): Joint => {
  const best = borderIn(text, length)
  if (text.slice(0, best).endsWith('\n\n')) return plain(best)
  const lowest = Math.max(length / 2, pastLastFence(text, best))
  const inside = wordBorder(text, length, lowest)
  for (const joint of [...jointsAt(text, placesIn(text, length, lowest), length), ...markedJoints(text, inside)])
    if (looks.areKept(text, joint)) return joint
  return plain(best)
}

const jointsAt = (text: string, places: readonly number[], length: number): Joint[] =>
  places.flatMap((at) =>
    [tableJoint(text, at, length), plain(at), quoteJoint(text, at)].filter((joint) => joint !== null),
  )

const plain = (at: number): Joint => ({ at, close: '', reopen: '' })

/** Line ends first, then places before words, above all those before something that may be a mark or a link. */
const placesIn = (text: string, length: number, lowest: number): number[] => {
  const lines: number[] = []
  for (
    let at = text.lastIndexOf('\n', length - 1);
    at >= lowest && lines.length < mostPlaces;
    at = text.lastIndexOf('\n', at - 1)
  )
    lines.push(at + 1)
  const marks = Array.from(text.slice(0, length).matchAll(mark), ({ index }) => index)
  const words = [length, ...marks.slice(-mostPlaces).reverse()].map((at) => wordBorder(text, at, lowest))
  return [...new Set([...lines, ...words])].filter((at) => at > lowest && at <= length)
}

const mark = /!?\[|`+|\*+|_+|~+|\|+|<|(?:https?|mailto):|www\./g

const wordBorder = (text: string, length: number, lowest: number): number => {
  for (let at = length; at > lowest; at--) if (isBetweenWords(text, at)) return at
  return graphemeBorder(text, length)
}

const isBetweenWords = (text: string, at: number): boolean =>
  /\s/.test(text.charAt(at - 1)) && !/^[\p{M}\u200d]/u.test(text.slice(at, at + 2))

/** Between two rows of a table: the rest gets the head again. */
const tableJoint = (text: string, at: number, length: number): Joint | null => {
  const [next = ''] = text.slice(at).split('\n', 1)
  if (text.charAt(at - 1) !== '\n' || !next.includes('|')) return null
  const lines = paragraphBefore(text, at).split('\n').slice(0, -1)
  const rows = lines.slice(lines.findLastIndex((line) => !line.includes('|')) + 1)
  const head = rows.findIndex((line, row) => columnsOf(line, rows[row + 1] ?? '') !== null)
  if (head < 0 || head + 2 >= rows.length) return null
  const reopen = `${rows[head]}\n${rows[head + 1]}\n`
  return reopen.length <= length / 4 ? { at, close: '', reopen } : null
}

/** Inside a line of a quote: the rest of the line stays in the quote. */
const quoteJoint = (text: string, at: number): Joint | null => {
  const line = text.slice(text.lastIndexOf('\n', at - 1) + 1, at)
  const marks = /^(?: {0,3}>)+ ?/.exec(line)?.[0] ?? ''
  return marks !== '' && marks.length <= longestQuote && marks.length < line.length
    ? { at, close: '', reopen: marks }
    : null
}

const marks = ['||', '**', '~~', '*', '_', '***', '`', '``']

const markedJoints = (text: string, at: number): Joint[] => {
  const quote = quoteJoint(text, at)?.reopen ?? ''
  const before = paragraphBefore(text, at)
  const there = marks.filter((one) => before.includes(one))
  const pairs = there.flatMap((one) => there.filter((other) => other !== one).map((other) => [one, other]))
  return [...there.map((one) => [one]), ...pairs].map((open) => ({
    at,
    close: open.toReversed().join(''),
    reopen: quote + open.join(''),
  }))
}

/** Looks at the two parts that a joint makes, as a reader would, a limited number of times for one long text. */
export class Looks {
  #left = 150
  #whole = ''
  #look = ''

  areKept(text: string, { at, close, reopen }: Joint): boolean {
    // The head of a table: marks do not cross its rows.
    if (reopen.includes('\n')) return true
    if (this.#left-- <= 0) return false
    // Emphasis ends with its paragraph, so the rest of the text needs no look.
    const before = paragraphBefore(text, at)
    const after = text.slice(at).split(/\n\n|\n(?=[> \t]*(?:`{3}|~{3}))/, 1)[0] ?? ''
    const rest = reopen === '' ? after : reopen + after.trimStart()
    return styledWords(before.trimEnd() + close, rest) === this.#lookOf(before + after)
  }

  #lookOf(whole: string): string {
    if (whole !== this.#whole) this.#look = styledWords(whole)
    this.#whole = whole
    return this.#look
  }
}

const paragraphBefore = (text: string, at: number): string =>
  text.slice(Math.max(text.lastIndexOf('\n\n', at - 2) + 1, pastLastFence(text, at)), at)

const fence = /^[> \t]*(?:[-*+] +|\d+[.)] +)*(?:`{3}|~{3}).*$/gm

/** The place behind the last line before `at` that may open or close a code block. */
const pastLastFence = (text: string, at: number): number => {
  let to = 0
  for (const { 0: line, index } of text.slice(0, at).matchAll(fence)) to = index + line.length
  return Math.min(to, at)
}
