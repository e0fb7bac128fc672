/** An element of pasted HTML with what it holds. Text is a string. */
export interface Element {
  name: string
  attributes: ReadonlyMap<string, string>
  inside: (Element | string)[]
}

/**
 * Reads pasted HTML as a tree. It comes from any page, so it is only ever read as data, in time that grows with its
 * length: a tag that is not closed ends the reading, and what nests deeper than `deepest` stays in the element above.
 */
export const readHtml = (html: string): Element => {
  const root: Element = { name: '', attributes: new Map(), inside: [] }
  const open = [root]
  const top = () => open.at(-1) ?? root
  for (const token of tokensOf(html)) {
    if (typeof token === 'string') top().inside.push(token)
    else if ('closes' in token) close(open, token.closes)
    else {
      for (const name of endedBy(token.name)) close(open, name, scopeOf[name])
      top().inside.push(token)
      if (!isVoid.test(token.name) && open.length < deepest) open.push(token)
    }
  }
  return root
}

const deepest = 64
const isVoid = /^(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)$/

/** Closes the innermost element of that name, unless one of the names in `scope` is nearer. */
const close = (open: Element[], name: string, scope?: RegExp): void => {
  const at = open.findLastIndex((element) => element.name === name || scope?.test(element.name))
  if (at > 0 && open[at]?.name === name) open.length = at
}

const endedBy = (name: string): readonly string[] => {
  if (name === 'li') return ['li']
  if (name === 'td' || name === 'th') return ['td', 'th']
  if (name === 'tr') return ['tr']
  return endsParagraph.test(name) ? ['p'] : []
}
const endsParagraph = /^(?:p|div|ul|ol|pre|table|blockquote|h[1-6])$/
const scopeOf: Record<string, RegExp> = {
  li: /^[uo]l$/,
  td: /^(?:table|tr)$/,
  th: /^(?:table|tr)$/,
  tr: /^table$/,
  p: /^(?:td|th|li|blockquote|div)$/,
}

type Token = string | Element | { closes: string }

function* tokensOf(html: string): Generator<Token> {
  let at = 0
  while (at < html.length) {
    const next = tagFrom(html, at)
    if (next > at) yield decode(html.slice(at, next))
    if (next === html.length) return
    const end = endOfTag(html, next)
    if (end < 0) return
    at = end
    const tag = readTag(html.slice(next, end))
    if (!tag) continue
    yield tag
    if ('name' in tag && isRaw.test(tag.name)) at = pastRaw(html, at, tag.name)
    if (at < 0) return
  }
}

/** Where the next tag begins. A `<` that begins none is text. */
const tagFrom = (html: string, from: number): number => {
  const start = /<[a-z/!?]/gi
  start.lastIndex = from
  return start.exec(html)?.index ?? html.length
}

/** Behind the tag or comment at this place; -1 if it does not end. */
const endOfTag = (html: string, at: number): number => {
  if (html.startsWith('<!--', at)) {
    const end = html.indexOf('-->', at + 4)
    return end < 0 ? -1 : end + 3
  }
  const stop = /["'>]/g
  stop.lastIndex = at + 1
  for (let found = stop.exec(html); found; found = stop.exec(html)) {
    if (found[0] === '>') return found.index + 1
    const quote = html.indexOf(found[0], found.index + 1)
    if (quote < 0) return -1
    stop.lastIndex = quote + 1
  }
  return -1
}

const readTag = (tag: string): Element | { closes: string } | null => {
  const [, slash, written = ''] = /^<(\/?)([a-z][a-z0-9:-]*)/i.exec(tag) ?? []
  const name = written.toLowerCase()
  if (name === '') return null
  if (slash) return { closes: name }
  return { name, attributes: attributesOf(tag.slice(1 + name.length, -1)), inside: [] }
}

const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g
/** The attributes that have a meaning for a message. */
const isRead = /^(?:href|style|class|alt|type|checked|start|colspan)$/

const attributesOf = (written: string): Map<string, string> => {
  const found = new Map<string, string>()
  for (const [, name = '', double, single, bare] of written.matchAll(attribute))
    if (isRead.test(name.toLowerCase())) found.set(name.toLowerCase(), decode(double ?? single ?? bare ?? ''))
  return found
}

/** What these hold is no text. */
const isRaw = /^(?:script|style|title|template|noscript|xml|svg|math|textarea|iframe)$/

const pastRaw = (html: string, at: number, name: string): number => {
  const end = new RegExp(`</${name}[^>]*>`, 'gi')
  end.lastIndex = at
  return end.exec(html) ? end.lastIndex : -1
}

const named: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  copy: '©',
  reg: '®',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  laquo: '«',
  raquo: '»',
  bull: '•',
  middot: '·',
  euro: '€',
  times: '×',
}

/** Browsers write only a few of the named characters into the clipboard. One that is not known stays as written. */
const decode = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[name] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
    return isCharacter ? String.fromCodePoint(code) : '\ufffd'
  })
