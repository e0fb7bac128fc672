import { type HrefOf, hrefOfUrl } from '../../shared/links.ts'
import { parseMessage } from '../../shared/markdown/message.ts'
import type { Align, Node } from '../../shared/markdown/node.ts'
import { type Html, html } from './html.ts'

/** A message as HTML without scripts, drawn from the same nodes as in the app. */
export const words = (text: string, imported: boolean): Html[] => parseMessage(text, imported, hrefOf).map(draw)

const draw = (node: Node): Html => {
  switch (node.type) {
    case 'text':
      return html`${node.text.split('\n').map(lineOf)}`
    case 'paragraph':
      return paragraph(node.nodes, html`${node.nodes.map(draw)}`)
    case 'action':
      return paragraph(node.nodes, html`<em>${node.nodes.map(draw)}</em>`)
    case 'heading':
      return heading(node.level, html`${node.nodes.map(draw)}`)
    case 'strong':
      return html`<strong>${node.nodes.map(draw)}</strong>`
    case 'em':
      return html`<em>${node.nodes.map(draw)}</em>`
    case 'del':
      return html`<del>${node.nodes.map(draw)}</del>`
    case 'spoiler':
      return html`<details><summary>Spoiler</summary>${node.nodes.map(draw)}</details>`
    case 'quote':
      return html`<blockquote>${node.nodes.map(draw)}</blockquote>`
    case 'code':
      return html`<code>${node.text}</code>`
    case 'block':
      return html`<pre><code>${node.text}</code></pre>`
    case 'link':
      return html`<a href="${node.href}" rel="nofollow ugc noreferrer">${node.nodes.map(draw)}</a>`
    case 'list':
      return node.ordered
        ? html`<ol start="${node.start}">${node.nodes.map(draw)}</ol>`
        : html`<ul>${node.nodes.map(draw)}</ul>`
    case 'item':
      return html`<li>${node.task ? (node.task.done ? '☑ ' : '☐ ') : null}${node.nodes.map(draw)}</li>`
    case 'table':
      return html`<div class="table"><table>${node.nodes.map(draw)}</table></div>`
    case 'row':
      return html`<tr>${node.nodes.map(draw)}</tr>`
    case 'cell':
      return cell(node.head, node.align, html`${node.nodes.map(draw)}`)
  }
}

const lineOf = (line: string, at: number): Html => html`${at === 0 ? null : html`<br>`}${line}`

/** What can be opened may not stand in a `p`: a browser would end the paragraph before it. */
const paragraph = (nodes: readonly Node[], said: Html): Html =>
  hasSpoiler(nodes) ? html`<div class="p">${said}</div>` : html`<p>${said}</p>`

const hasSpoiler = (nodes: readonly Node[]): boolean =>
  nodes.some((node) => node.type === 'spoiler' || ('nodes' in node && hasSpoiler(node.nodes)))

/** The page has its own headings above those of messages. */
const heading = (level: number, said: Html): Html => {
  if (level === 1) return html`<h3>${said}</h3>`
  return level === 2 ? html`<h4>${said}</h4>` : html`<h5>${said}</h5>`
}

const cell = (head: boolean, align: Align, said: Html): Html =>
  head ? html`<th class="${align}">${said}</th>` : html`<td class="${align}">${said}</td>`

const hrefOf: HrefOf = (address) => hrefOfUrl(URL.canParse(address) ? new URL(address) : null)
