import { type HrefOf, runsOf } from '../links.ts'
import { closesFence, type Fence, indentOf, openingFence, withoutIndent } from './fence.ts'
import { parseInline } from './inline.ts'
import { codeIndent, headingOf, isQuoted, type Mark, markOf, taskOf, withoutQuote } from './mark.ts'
import { type Align, joined, type Node } from './node.ts'
import { cellsOf, columnsOf, fitted } from './table.ts'

/**
 * The markdown of chat messages: emphasis, code, quotes, lists, tasks, tables, headings, spoilers and links. Rules and
 * HTML are not supported and stay as typed. Each line is read once per nesting level, and levels are limited, so the
 * work grows only with the length of the text.
 */
export const parseMarkdown = (text: string, hrefOf: HrefOf): Node[] => new Blocks(linesOf(text), hrefOf, 0).read()

/** `ends` are the places in the whole text where the lines end. A line of a quote or list has lost its start. */
interface Lines {
  lines: string[]
  ends: number[]
}

const linesOf = (text: string): Lines => {
  const found: Lines = { lines: [], ends: [] }
  let from = 0
  for (const line of text.split('\n')) {
    const shown = line.endsWith('\r') ? line.slice(0, -1) : line
    found.lines.push(shown)
    found.ends.push(from + shown.length)
    from += line.length + 1
  }
  return found
}

/** Deepest nesting of quotes and lists. Anything deeper is text. */
const deepest = 8

class Blocks {
  readonly #lines: readonly string[]
  readonly #ends: readonly number[]
  readonly #hrefOf: HrefOf
  readonly #depth: number
  readonly #nodes: Node[] = []
  /** Lines of the paragraph being read, including blank lines inside it. */
  #words: string[] = []
  #at = 0

  constructor({ lines, ends }: Lines, hrefOf: HrefOf, depth: number) {
    this.#lines = lines
    this.#ends = ends
    this.#hrefOf = hrefOf
    this.#depth = depth
  }

  read(): Node[] {
    while (this.#at < this.#lines.length) this.#readNext(this.#line())
    this.#endWords()
    return this.#nodes
  }

  #line(): string {
    return this.#lines[this.#at] ?? ''
  }

  #end(): number {
    return this.#ends[this.#at] ?? 0
  }

  #readNext(line: string): void {
    const fence = openingFence(line)
    const heading = headingOf(line)
    const mark = this.#depth < deepest ? markOf(line) : null
    const columns = columnsOf(line, this.#lines[this.#at + 1] ?? '')
    if (fence) this.#readFence(fence)
    else if (heading) this.#readHeading(heading)
    else if (this.#depth < deepest && isQuoted(line)) this.#readQuote()
    else if (mark && this.#mayBegin(mark)) this.#readList(mark)
    else if (isIndented(line) && this.#isFresh()) this.#readIndented()
    else if (columns) this.#readTable(columns)
    else {
      this.#words.push(line)
      this.#at++
    }
  }

  #readHeading({ level, words }: { level: number; words: string }): void {
    this.#push({ type: 'heading', level, nodes: parseInline(words, this.#hrefOf) })
    this.#at++
  }

  /** A line without a bar ends the table, so that people can go on writing below it. */
  #readTable(columns: readonly Align[]): void {
    const from = this.#at
    const rows = [cellsOf(this.#line())]
    for (this.#at += 2; this.#line().includes('|') && !beginsBlock(this.#line()); this.#at++)
      rows.push(fitted(cellsOf(this.#line()), columns.length))
    if (rows.flat().every(isBlank)) this.#pushAsTyped(from)
    else this.#push({ type: 'table', nodes: rows.map((cells, at) => this.#row(cells, columns, at === 0)) })
  }

  #row(cells: readonly string[], columns: readonly Align[], head: boolean): Node {
    const cell = (text: string, at: number): Node => ({
      type: 'cell',
      head,
      align: columns[at] ?? 'start',
      nodes: parseInline(text, this.#hrefOf),
    })
    return { type: 'row', nodes: cells.map(cell) }
  }

  /** Whether the line above is blank, or there is none. */
  #isFresh(): boolean {
    return isBlank(this.#words.at(-1) ?? '')
  }

  /**
   * A number other than 1 starts a list only after a blank line, because it may be a year at the start of a wrapped
   * line.
   */
  #mayBegin({ ordered, number }: Mark): boolean {
    return !ordered || number === 1 || this.#isFresh()
  }

  #push(node: Node): void {
    this.#endWords()
    this.#nodes.push(node)
  }

  #endWords(): void {
    const words = this.#words
    this.#words = []
    let [from, to] = [0, words.length]
    while (from < to && isBlank(words[from] ?? '')) from++
    while (from < to && isBlank(words[to - 1] ?? '')) to--
    if (from < to) this.#nodes.push({ type: 'paragraph', nodes: wordsOf(words.slice(from, to), this.#hrefOf) })
  }

  #readFence(fence: Fence): void {
    const from = this.#at
    const code = fence.more === '' ? [] : [fence.more]
    for (this.#at++; this.#at < this.#lines.length; this.#at++) {
      if (closesFence(this.#line(), fence)) break
      code.push(this.#line())
    }
    this.#at++
    if (code.every(isBlank)) this.#pushAsTyped(from)
    else this.#push({ type: 'block', text: code.join('\n'), language: fence.language })
  }

  /** White space is kept, so that copied code equals what was pasted. */
  #readIndented(): void {
    const code: string[] = []
    let codeEnds = 0
    for (; this.#at < this.#lines.length; this.#at++) {
      const line = this.#line()
      if (!isBlank(line) && !isIndented(line)) break
      code.push(line)
      if (!isBlank(line)) codeEnds = code.length
    }
    this.#push({ type: 'block', text: code.slice(0, codeEnds).join('\n'), language: '' })
  }

  /** Shows an empty quote or code block as it was typed, because otherwise nothing would be visible. */
  #pushAsTyped(from: number): void {
    const typed = this.#lines.slice(from, this.#at).join('\n').trim()
    this.#push({ type: 'paragraph', nodes: wordsWithLinks(typed, this.#hrefOf) })
  }

  #readQuote(): void {
    const from = this.#at
    const lines: string[] = []
    for (; this.#at < this.#lines.length && isQuoted(this.#line()); this.#at++) lines.push(withoutQuote(this.#line()))
    if (lines.every(isBlank)) this.#pushAsTyped(from)
    else this.#push({ type: 'quote', nodes: this.#inside({ lines, ends: this.#ends.slice(from, this.#at) }) })
  }

  #readList(first: Mark): void {
    const items: Node[] = []
    for (let mark: Mark | null = first; mark; mark = this.#nextMark(first)) items.push(this.#readItem(mark))
    this.#push({ type: 'list', ordered: first.ordered, start: first.number, nodes: items })
  }

  /** The mark of the next item of the same list. Blank lines before it are skipped only if there is one. */
  #nextMark({ sign }: Mark): Mark | null {
    const at = this.#pastBlanks()
    const mark = markOf(this.#lines[at] ?? '')
    if (mark?.sign !== sign) return null
    this.#at = at
    return mark
  }

  #pastBlanks(): number {
    let at = this.#at
    while (at < this.#lines.length && isBlank(this.#lines[at] ?? '')) at++
    return at
  }

  #readItem(mark: Mark): Node {
    const { done, words } = taskOf(mark.words)
    const task = done === null ? null : { done, at: this.#end() - mark.words.length + 1 }
    const from = this.#at
    const lines = [words]
    this.#at++
    while (this.#at < this.#lines.length) {
      const next = this.#pastBlanks()
      if (!belongsTo(mark, this.#lines[next] ?? '', next === this.#at)) break
      for (; this.#at < next; this.#at++) lines.push('')
      lines.push(withoutIndent(this.#line(), mark.width))
      this.#at++
    }
    const [head, ...rest] = this.#inside({ lines, ends: this.#ends.slice(from, this.#at) })
    const nodes = head?.type === 'paragraph' ? [...head.nodes, ...rest] : [...(head ? [head] : []), ...rest]
    return { type: 'item', task, nodes }
  }

  #inside(lines: Lines): Node[] {
    return new Blocks(lines, this.#hrefOf, this.#depth + 1).read()
  }
}

/** Whether a line continues an item. A nested list needs less indentation: it only has to start further right. */
const belongsTo = ({ indent, width }: Mark, line: string, isNext: boolean): boolean => {
  if (isBlank(line)) return false
  const columns = indentOf(line)
  return columns >= width || (isNext && columns > indent + 1 && markOf(line.trimStart()) !== null)
}

const beginsBlock = (line: string): boolean =>
  openingFence(line) !== null || headingOf(line) !== null || isQuoted(line) || markOf(line) !== null

const isBlank = (line: string): boolean => line.trim() === ''
const isIndented = (line: string): boolean => indentOf(line) >= codeIndent && !isBlank(line)

/** A paragraph with its line breaks. Emphasis does not cross a blank line, nor a line indented like code. */
export const wordsOf = (lines: readonly string[], hrefOf: HrefOf): Node[] => {
  const nodes: Node[] = []
  const add = (more: readonly Node[]) => {
    for (const node of more) nodes.push(node)
  }
  let from = 0
  const take = (to: number) => {
    if (to > from) add(parseInline(lines.slice(from, to).join('\n'), hrefOf))
  }
  for (const [at, line] of lines.entries()) {
    if (!isBlank(line) && !isIndented(line)) continue
    take(at)
    if (at > from) nodes.push(newline)
    add(wordsWithLinks(line, hrefOf))
    if (at < lines.length - 1) nodes.push(newline)
    from = at + 1
  }
  take(lines.length)
  return joined(nodes)
}

const newline: Node = { type: 'text', text: '\n' }

/** Plain text in which only addresses have a meaning. */
export const wordsWithLinks = (text: string, hrefOf: HrefOf): Node[] =>
  runsOf(text, hrefOf).map(({ text, href }): Node => {
    const words: Node = { type: 'text', text }
    return href === null ? words : { type: 'link', href, nodes: [words] }
  })
