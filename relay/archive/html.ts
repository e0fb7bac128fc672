/** A piece of a page. Only the template below makes one, so that no word of anybody gets in unescaped. */
export interface Html {
  readonly [written]: string
}
const written = Symbol('html')

type Part = string | number | Html | null | readonly Html[]

/** A page in pieces: what is put in is shown as it is, and can never be a tag, an attribute or a script. */
export const html = (strings: TemplateStringsArray, ...parts: readonly Part[]): Html => ({
  [written]: strings.reduce((text, string, i) => text + textOf(parts[i - 1] ?? null) + string),
})

export const write = (page: Html): string => page[written]

const textOf = (part: Part): string => {
  if (part === null) return ''
  if (typeof part !== 'object') return escaped(String(part))
  return written in part ? part[written] : part.map(write).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A lone half of a character is none, and control characters are not allowed in a page. */
const escaped = (text: string): string =>
  text.replace(/[&<>"']|[^\P{Cc}\t\n\r]|\p{Cs}/gu, (found) => entities[found] ?? '\ufffd')
