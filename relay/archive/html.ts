/** A piece of a page. Only the template below creates one, so that text from people is always escaped. */
export interface Html {
  readonly [written]: string
}
const written = Symbol('html')

type Part = string | number | Html | null | readonly Html[]

/** HTML as a template. Inserted text is escaped, so it can never become a tag, an attribute or a script. */
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

/** Also replaces lone surrogates and control characters, which are not allowed in a page. */
const escaped = (text: string): string =>
  text.replace(/[&<>"']|[^\P{Cc}\t\n\r]|\p{Cs}/gu, (found) => entities[found] ?? '\ufffd')
