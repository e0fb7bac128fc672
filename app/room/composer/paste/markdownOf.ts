import { backticksAround } from '../edit/backticks.ts'
import { type Element, readHtml } from './html.ts'
import { inlineMarkdown, isPlain, type Run } from './inlineMarkdown.ts'
import { codeOf, isCodeBlock } from './pastedCode.ts'
import { isGrid, rowsOf } from './pastedTable.ts'

/**
 * Pasted HTML as the Markdown of messages. Null if there is no formatting in it that messages have, so that its plain
 * text is better.
 */
export const markdownOf = (html: string): string | null => {
  const writer = new Writer(0)
  writer.inside(readHtml(html), plainStyle)
  const text = writer.text()
  return writer.isRich && text !== '' ? text : null
}

type Style = Omit<Run, 'text'>
const plainStyle: Style = { bold: false, italic: false, strike: false, code: false, href: null }

/** Quotes and lists that nest deeper are read as the text around them. Messages draw no more levels. */
const deepest = 8

/** Words, or a block that is written already. */
type Block = string | Words
interface Words {
  runs: Run[]
  /** It follows such a line before it without a blank line. */
  isLine: boolean
}

/** Writes the blocks of an element. */
class Writer {
  isRich = false
  readonly #depth: number
  readonly #blocks: Block[] = []
  #runs: Run[] = []

  constructor(depth: number) {
    this.#depth = depth
  }

  /** What an element holds as one line, for places that hold no blocks. */
  static line(element: Element): string {
    const writer = new Writer(deepest)
    writer.#flat(element, plainStyle)
    return inlineMarkdown(withoutSpaceAround(writer.#runs))
  }

  #flat(element: Element, style: Style): void {
    for (const one of element.inside) {
      if (typeof one === 'string') this.#runs.push({ ...style, text: one.replace(space, ' ') })
      else if (one.name === 'img') this.#runs.push({ ...style, text: altOf(one) })
      else {
        const text = isBlock.test(one.name) || isParagraph.test(one.name) || isLine.test(one.name) ? ' ' : ''
        this.#runs.push({ ...plainStyle, text })
        this.#flat(one, styleOf(one, style))
        this.#runs.push({ ...plainStyle, text })
      }
    }
  }

  text(): string {
    this.#endLine(false)
    return this.#blocks.map((block) => (typeof block === 'string' ? block : inlineMarkdown(block.runs))).join('\n\n')
  }

  inside(element: Element, style: Style): void {
    for (const one of element.inside) {
      if (typeof one === 'string') this.#runs.push({ ...style, text: one.replace(space, ' ') })
      else this.#element(one, style)
    }
  }

  #element(element: Element, style: Style): void {
    const { name } = element
    if (isCodeBlock(element)) this.#code(element)
    else if (name === 'table' && isGrid(element)) this.#table(element)
    else if (/^[uo]l$/.test(name) && this.#depth < deepest) this.#list(element)
    else if (name === 'blockquote' && this.#depth < deepest) this.#quote(element)
    else if (/^h[1-6]$/.test(name)) this.#heading(element, Number(name.charAt(1)))
    else if (name === 'br') this.#runs.push({ ...style, text: '\n' })
    else if (name === 'img') this.#runs.push({ ...style, text: altOf(element) })
    else if (isParagraph.test(name)) this.#paragraph(element, style, true)
    else if (isLine.test(name)) this.#paragraph(element, style, false)
    else this.inside(element, styleOf(element, style))
  }

  #paragraph(element: Element, style: Style, isApart: boolean): void {
    this.#endLine(true)
    this.inside(element, styleOf(element, style))
    this.#endLine(!isApart)
  }

  #heading(element: Element, level: number): void {
    this.#endLine(true)
    const words = Writer.line(element)
    if (words !== '') this.#push(`${'#'.repeat(level)} ${words}`)
  }

  #quote(element: Element): void {
    const words = this.#nested(element)
    if (words !== '') this.#push(words.replace(/^/gm, '> '))
  }

  #list(element: Element): void {
    const isOrdered = element.name === 'ol'
    const first = Number(element.attributes.get('start') ?? 1)
    let number = Number.isInteger(first) && first >= 0 && first < 1_000_000 ? first : 1
    const items: string[] = []
    for (const item of element.inside) {
      if (typeof item === 'string') continue
      // Some editors put a nested list beside the items instead of into one.
      const mark = item.name === 'li' ? (isOrdered ? `${number++}. ` : `- ${taskOf(item)}`) : ''
      const words = this.#nested(item.name === 'li' ? item : { ...item, name: '', inside: [item] })
      if (words === '') continue
      const indent = mark === '' ? '  ' : ' '.repeat(isOrdered ? mark.length : 2)
      const lines = words.replace(/\n\n(?=(?:- |\d+\. ))/g, '\n').split('\n')
      items.push(
        lines.map((line, at) => (line === '' ? '' : (at === 0 && mark !== '' ? mark : indent) + line)).join('\n'),
      )
    }
    this.#endLine(true)
    if (items.length > 0) this.#push(items.join('\n'))
  }

  #nested(element: Element): string {
    this.#endLine(true)
    const inner = new Writer(this.#depth + 1)
    inner.inside(element, plainStyle)
    return inner.text()
  }

  #code(element: Element): void {
    const { text, language } = codeOf(element)
    if (!text.includes('\n') && element.name !== 'pre') return void this.#runs.push({ ...plainStyle, text })
    this.#endLine(true)
    if (text.trim() === '') return
    const marks = backticksAround(text, 3)
    this.#push(`${marks}${language}\n${text}\n${marks}`)
  }

  #table(element: Element): void {
    this.#endLine(true)
    const rows = rowsOf(element).map((cells) => cells.map((cell) => Writer.line(cell).replaceAll('|', '\\|')))
    const columns = rows.reduce((most, { length }) => Math.max(most, length), 0)
    const [head = [], ...others] = rows
    while (head.length < columns) head.push('')
    const lines = [head, head.map(() => '---'), ...others]
    this.#push(lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n'))
  }

  #push(text: string): void {
    this.isRich = true
    this.#blocks.push(text)
  }

  /** Ends the paragraph being read. */
  #endLine(isLine: boolean): void {
    const runs = withoutSpaceAround(this.#runs)
    this.#runs = []
    if (runs.length === 0) return
    if (!runs.every(isPlain)) this.isRich = true
    const last = this.#blocks.at(-1)
    // Lines of one paragraph are read together, because marks go on from line to line.
    if (isLine && typeof last === 'object' && last.isLine)
      for (const run of [{ ...plainStyle, text: '\n' }, ...runs]) last.runs.push(run)
    else this.#blocks.push({ runs, isLine })
  }
}

const altOf = ({ attributes }: Element): string => (attributes.get('alt') ?? '').replace(space, ' ')

const space = /[ \t\n\r\f\u00a0]+/g
const isParagraph = /^(?:p|figure|table|tr|article|section)$/
const isLine =
  /^(?:div|li|ul|ol|blockquote|dl|dt|dd|header|footer|main|nav|aside|address|figcaption|details|summary|hr)$/

const isBlock = /^(?:br|pre|h[1-6]|td|th)$/

const styleOf = ({ name, attributes }: Element, style: Style): Style => {
  const css = attributes.get('style') ?? ''
  const weight = /font-weight\s*:\s*(\w+)/i.exec(css)?.[1] ?? ''
  const next = { ...style }
  if (/^(?:b|strong|th)$/.test(name)) next.bold = true
  if (/^(?:i|em|cite|dfn)$/.test(name)) next.italic = true
  if (/^(?:s|del|strike)$/.test(name) || /text-decoration[\w-]*\s*:[^;]*line-through/i.test(css)) next.strike = true
  if (/^(?:code|kbd|samp|tt)$/.test(name)) next.code = true
  // Google's documents are inside a `b` that says it is not bold.
  if (weight !== '') next.bold = /^(?:bold|bolder|[6-9]00)$/i.test(weight)
  if (/font-style\s*:/i.test(css)) next.italic = /font-style\s*:\s*(?:italic|oblique)/i.test(css)
  if (name === 'a') next.href = attributes.get('href') ?? null
  return next
}

/** `[ ] ` or `[x] ` if the item begins with a checkbox. */
const taskOf = ({ inside }: Element): string => {
  for (const one of inside) {
    if (typeof one === 'string') {
      if (one.trim() !== '') return ''
    } else if (one.name === 'input' && one.attributes.get('type') === 'checkbox')
      return one.attributes.has('checked') ? '[x] ' : '[ ] '
    else return one.name === 'p' || one.name === 'label' || one.name === 'span' ? taskOf(one) : ''
  }
  return ''
}

/** White space at the edges of a line is not shown, and several spaces are shown as one. */
const withoutSpaceAround = (runs: readonly Run[]): Run[] => {
  const shown: Run[] = []
  let isAtEdge = true
  for (const run of runs) {
    if (run.text === '\n') trimEnd(shown)
    const text: string = isAtEdge ? run.text.replace(/^ +/, '') : run.text
    if (text !== '') shown.push({ ...run, text })
    isAtEdge = text === '' ? isAtEdge : /[ \n]$/.test(text)
  }
  const isBreak = (run: Run | undefined) => run?.text === '\n'
  trimEnd(shown)
  while (isBreak(shown.at(-1))) {
    shown.pop()
    trimEnd(shown)
  }
  return shown.slice(shown.findIndex((run) => !isBreak(run)))
}

const trimEnd = (runs: Run[]): void => {
  for (let last = runs.at(-1); last; last = runs.at(-1)) {
    last.text = last.text.replace(/ $/, '')
    if (last.text !== '') return
    runs.pop()
  }
}
