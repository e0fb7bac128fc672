import { runsOf } from '../../shared/links.ts'
import { type Html, html } from './html.ts'

/** A fence of code, as far as it is closed; what it says after the ticks is its language, which nobody needs here. */
const fence = /^```[^\n`]*\n([\s\S]*?)\n?^```[ \t]*$/gm

/** A message in plain pages: code as it is, paragraphs and lines, and addresses that can be followed. */
export const words = (text: string): Html[] => {
  const pieces: Html[] = []
  let from = 0
  for (const found of text.matchAll(fence)) {
    pieces.push(...paragraphs(text.slice(from, found.index)), html`<pre><code>${found[1] ?? ''}</code></pre>`)
    from = found.index + found[0].length
  }
  return [...pieces, ...paragraphs(text.slice(from))]
}

const paragraphs = (text: string): Html[] =>
  text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => html`<p>${lines(paragraph)}</p>`)

const lines = (paragraph: string): Html[] =>
  paragraph
    .replace(/^\n+|\n+$/g, '')
    .split('\n')
    .map((line, i) => html`${i === 0 ? null : html`<br>`}${linked(line)}`)

const linked = (line: string): Html[] =>
  runsOf(line, hrefOf).map(({ text, href }) =>
    href === null ? html`${text}` : html`<a href="${href}" rel="nofollow ugc noreferrer">${text}</a>`,
  )

const hrefOf = (address: string): string | null => {
  const url = URL.canParse(address) ? new URL(address) : null
  return url?.hostname ? url.href : null
}
