import { type HrefOf, hrefOfUrl, runsOf } from '../../shared/links.ts'
import { closesFence, openingFence } from '../../shared/markdown/fence.ts'
import { type Html, html } from './html.ts'

/** A message as HTML: code blocks, paragraphs, lines and links. Each line is read once. */
export const words = (text: string): Html[] => {
  const pieces: Html[] = []
  const lines = text.split('\n')
  let said: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const fence = openingFence(lines[at] ?? '')
    if (!fence) {
      said.push(lines[at] ?? '')
      continue
    }
    const from = at + 1
    while (++at < lines.length && !closesFence(lines[at] ?? '', fence));
    for (const piece of paragraphs(said)) pieces.push(piece)
    said = []
    pieces.push(html`<pre><code>${lines.slice(from, at).join('\n')}</code></pre>`)
  }
  return [...pieces, ...paragraphs(said)]
}

/** Paragraphs are separated by blank lines. */
const paragraphs = (lines: readonly string[]): Html[] => {
  const found: string[][] = [[]]
  for (const line of lines)
    if (line.trim() === '') found.push([])
    else found.at(-1)?.push(line)
  return found.filter((paragraph) => paragraph.length > 0).map((paragraph) => html`<p>${paragraph.map(lineOf)}</p>`)
}

const lineOf = (line: string, at: number): Html => html`${at === 0 ? null : html`<br>`}${linked(line)}`

const linked = (line: string): Html[] =>
  runsOf(line, hrefOf).map(({ text, href }) =>
    href === null ? html`${text}` : html`<a href="${href}" rel="nofollow ugc noreferrer">${text}</a>`,
  )

const hrefOf: HrefOf = (address) => hrefOfUrl(URL.canParse(address) ? new URL(address) : null)
