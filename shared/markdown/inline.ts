import { type Address, addressesIn, followable, type HrefOf } from '../links.ts'
import { joined, type Node } from './node.ts'

/** Parses emphasis, code and links in the lines of a paragraph. */
export const parseInline = (text: string, hrefOf: HrefOf): Node[] => new Inline(text, hrefOf).read()

/**
 * Most unclosed marks that are kept; the oldest is dropped first. This bounds both the search for a match and the
 * nesting.
 */
const mostOpen = 16
const longestRun = 3
const escapable = /[!-/:-@[-`{-~]/

interface Open {
  /** `*`, `_`, `~` or `|`; `[` for the text of a link and `!` for that of a picture. */
  sign: string
  count: number
  /** Length of the run as it was typed. */
  length: number
  closesToo: boolean
  /** Index in `#nodes`. */
  at: number
}

class Inline {
  readonly #text: string
  readonly #hrefOf: HrefOf
  readonly #addresses: readonly Address[]
  readonly #ticks: Ticks
  readonly #brackets: ReadonlyMap<number, number>
  readonly #nodes: Node[] = []
  #open: Open[] = []
  #at = 0
  /** Text from here on is not in `#nodes` yet. */
  #done = 0
  #nextAddress = 0

  constructor(text: string, hrefOf: HrefOf) {
    this.#text = text
    this.#hrefOf = hrefOf
    this.#addresses = addressesIn(text, hrefOf)
    this.#ticks = new Ticks(text)
    this.#brackets = bracketsIn(text)
  }

  read(): Node[] {
    while (this.#at < this.#text.length) {
      const address = this.#addressHere()
      if (address) this.#readAddress(address)
      else this.#readSign(this.#text.charAt(this.#at))
    }
    this.#takeWords(this.#at)
    return joined(this.#nodes)
  }

  #readSign(sign: string): void {
    if (sign === '\\') this.#readEscape()
    else if (sign === '`') this.#readCode()
    else if (sign === '[' || (sign === '!' && this.#text.charAt(this.#at + 1) === '[')) this.#openLink(sign)
    else if (sign === ']') this.#closeLink()
    else if (sign === '*' || sign === '_' || sign === '~' || sign === '|') this.#readRun(sign)
    else this.#at++
  }

  /** Adds the text up to `to` that is not in `#nodes` yet. */
  #takeWords(to: number): void {
    if (to > this.#done) this.#nodes.push({ type: 'text', text: this.#text.slice(this.#done, to) })
    this.#done = to
  }

  #skip(to: number): void {
    this.#at = to
    this.#done = to
  }

  #addressHere(): Address | null {
    while ((this.#addresses[this.#nextAddress]?.from ?? Number.POSITIVE_INFINITY) < this.#at) this.#nextAddress++
    const address = this.#addresses[this.#nextAddress]
    return address?.from === this.#at ? address : null
  }

  /** Angle brackets around an address are not shown. */
  #readAddress({ from, to, href }: Address): void {
    const isWrapped = from > this.#done && this.#text.charAt(from - 1) === '<' && this.#text.charAt(to) === '>'
    this.#takeWords(isWrapped ? from - 1 : from)
    this.#nodes.push({ type: 'link', href, nodes: [{ type: 'text', text: this.#text.slice(from, to) }] })
    this.#skip(isWrapped ? to + 1 : to)
  }

  #readEscape(): void {
    if (escapable.test(this.#text.charAt(this.#at + 1))) {
      this.#takeWords(this.#at)
      this.#done = this.#at + 1
      this.#at++
    }
    this.#at++
  }

  #readCode(): void {
    const length = runLength(this.#text, this.#at)
    const from = this.#at + length
    const to = this.#ticks.next(length, from)
    if (to === null) {
      this.#at = from
      return
    }
    this.#takeWords(this.#at)
    this.#nodes.push({ type: 'code', text: withoutPadding(this.#text.slice(from, to)) })
    this.#skip(to + length)
  }

  #openLink(sign: string): void {
    this.#takeWords(this.#at)
    this.#push({ sign, count: 1, length: 1, closesToo: false, at: this.#nodes.length })
    const to = this.#at + (sign === '!' ? 2 : 1)
    this.#at = to
    this.#takeWords(to)
  }

  #closeLink(): void {
    const at = this.#open.findLastIndex(({ sign }) => sign === '[' || sign === '!')
    const opened = this.#open[at]
    const end = this.#brackets.get(this.#at + 1)
    const address = end === undefined ? '' : this.#text.slice(this.#at + 2, end)
    const href = opened && end !== undefined ? followable(inside(address), this.#hrefOf) : null
    if (!opened || end === undefined || href === null) {
      this.#open = this.#open.filter((one) => one !== opened)
      this.#at++
      return
    }
    this.#takeWords(this.#at)
    const words = joined(withoutLinks(this.#nodes.slice(opened.at + 1)))
    this.#nodes.length = opened.at
    this.#nodes.push({ type: 'link', href, nodes: words.length > 0 ? words : [{ type: 'text', text: href }] })
    // Marks opened inside the link's text cannot close outside of it.
    this.#open.length = at
    this.#skip(end + 1)
  }

  #readRun(sign: string): void {
    const length = runLength(this.#text, this.#at)
    const to = this.#at + length
    const { opens, closes } = this.#flanks(sign, to)
    if (!isMark(sign, length) || !(opens || closes)) {
      this.#at = to
      return
    }
    this.#takeWords(this.#at)
    const left = closes ? this.#close(sign, length, opens) : length
    if (left > 0) {
      if (opens) this.#push({ sign, count: left, length, closesToo: closes, at: this.#nodes.length })
      this.#nodes.push({ type: 'text', text: sign.repeat(left) })
    }
    this.#skip(to)
  }

  /** Closes as much as the run can, and returns how many of its signs are left. */
  #close(sign: string, length: number, opensToo: boolean): number {
    let left = length
    while (left > 0) {
      const at = this.#open.findLastIndex((open) => isPair(open, sign, length, opensToo))
      const opened = this.#open[at]
      if (!opened) return left
      this.#open.length = at + 1
      const used = isWhole(sign) ? length : Math.min(2, opened.count, left)
      const nodes = joined(this.#nodes.slice(opened.at + 1))
      opened.count -= used
      this.#nodes.length = opened.at
      if (opened.count > 0) this.#nodes.push({ type: 'text', text: sign.repeat(opened.count) })
      else this.#open.pop()
      this.#nodes.push({ type: typeOf(sign, used), nodes })
      left -= used
    }
    return left
  }

  #push(open: Open): void {
    if (this.#open.length >= mostOpen) this.#open.shift()
    this.#open.push(open)
  }

  #flanks(sign: string, to: number): { opens: boolean; closes: boolean } {
    const previous = lastCharacter(this.#text, this.#at)
    const next = String.fromCodePoint(this.#text.codePointAt(to) ?? 0x20)
    const [before, after] = [kindOf(previous, sign), kindOf(next, sign)]
    if (sign === '|')
      return {
        opens: after !== 'space' && !endsCode.test(previous),
        closes: before !== 'space' && !startsCode.test(next),
      }
    const left = after !== 'space' && (after === 'word' || before !== 'word')
    const right = before !== 'space' && (before === 'word' || after !== 'word')
    // Inside a word it is a product, as in `2*3*4`.
    if (sign !== '_') return { opens: left && !(before === 'word' && after === 'word'), closes: right }
    return { opens: left && (!right || before === 'sign'), closes: right && (!left || after === 'sign') }
  }
}

/** Whether a run of this length can be a mark. */
const isMark = (sign: string, length: number): boolean =>
  length <= longestRun && (sign !== '~' || length <= 2) && (sign !== '|' || length === 2)

/** Whether a run is only ever used as a whole. */
const isWhole = (sign: string): boolean => sign === '~' || sign === '|'

const typeOf = (sign: string, used: number): 'del' | 'spoiler' | 'strong' | 'em' => {
  if (sign === '~') return 'del'
  if (sign === '|') return 'spoiler'
  return used === 2 ? 'strong' : 'em'
}

/** In `f(a)||b||c` the bars are an operator and hide nothing. */
const endsCode = /[\w)\]]/
const startsCode = /[\w(]/

/**
 * If a run can both open and close, the two lengths must not add up to a multiple of three, unless both are multiples
 * (CommonMark).
 */
const isPair = (open: Open, sign: string, length: number, opensToo: boolean): boolean => {
  if (open.sign !== sign) return false
  if (isWhole(sign)) return open.count === length
  const isOdd = (open.closesToo || opensToo) && (open.length + length) % 3 === 0
  return !isOdd || (open.length % 3 === 0 && length % 3 === 0)
}

/**
 * Letters of scripts that put no space around a word that is set apart. Next to them, stars count as they do next to
 * punctuation.
 */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

const kindOf = (character: string, sign: string): 'space' | 'sign' | 'word' => {
  if (/^\s?$/u.test(character)) return 'space'
  return /[\p{P}\p{S}]/u.test(character) || (sign !== '_' && unspaced.test(character)) ? 'sign' : 'word'
}

/** Whether stars right beside this character, or the one that this text begins with, are inside a word. */
export const isWord = (text: string): boolean =>
  text !== '' && kindOf(String.fromCodePoint(text.codePointAt(0) ?? 0x20), '*') === 'word'

const lastCharacter = (text: string, end: number): string => {
  if (end === 0) return ' '
  const isPair = (text.codePointAt(end - 2) ?? 0) > 0xffff
  return text.slice(end - (isPair ? 2 : 1), end)
}

const runLength = (text: string, at: number): number => {
  const sign = text.charAt(at)
  let to = at
  while (text.charAt(to) === sign) to++
  return to - at
}

/** The brackets of a link may contain `<address>`. */
const inside = (address: string): string => /^<(.*)>$/.exec(address)?.[1] ?? address

/** Removes one space on each side, which people type to separate a backtick from the fence. */
const withoutPadding = (code: string): string =>
  code.startsWith(' ') && code.endsWith(' ') && code.trim() !== '' ? code.slice(1, -1) : code

/** A link cannot contain another link. */
const withoutLinks = (nodes: readonly Node[]): Node[] =>
  nodes.flatMap((node): Node[] => {
    if (node.type === 'link') return withoutLinks(node.nodes)
    return node.type === 'strong' || node.type === 'em' || node.type === 'del' || node.type === 'spoiler'
      ? [{ ...node, nodes: withoutLinks(node.nodes) }]
      : [node]
  })

/** Positions of backtick runs by their length. Each is looked at only once. */
class Ticks {
  readonly #places = new Map<number, number[]>()
  readonly #passed = new Map<number, number>()

  constructor(text: string) {
    for (const { 0: run, index } of text.matchAll(/`+/g)) {
      const places = this.#places.get(run.length)
      if (places) places.push(index)
      else this.#places.set(run.length, [index])
    }
  }

  /** The next run of this length at or after `from`. Later calls must not use a smaller `from`. */
  next(length: number, from: number): number | null {
    const places = this.#places.get(length) ?? []
    let passed = this.#passed.get(length) ?? 0
    while ((places[passed] ?? Number.POSITIVE_INFINITY) < from) passed++
    this.#passed.set(length, passed)
    return places[passed] ?? null
  }
}

/**
 * Most brackets nested in an address. The limit keeps the total text examined to a few times the length of the message.
 */
const mostNested = 8

/** Maps each opening round bracket to its closing one, if there is no white space between them. */
const bracketsIn = (text: string): Map<number, number> => {
  const pairs = new Map<number, number>()
  let open: { from: number; holds: number }[] = []
  for (const { 0: sign, index } of text.matchAll(/[()\s]/g)) {
    if (sign === '(') open.push({ from: index, holds: 0 })
    else if (sign === ')') {
      const pair = open.pop()
      if (!pair) continue
      if (pair.holds < mostNested) pairs.set(pair.from, index)
      const around = open.at(-1)
      if (around) around.holds = Math.max(around.holds, pair.holds + 1)
    } else open = []
  }
  return pairs
}
