import { type Html, html, write } from './html.ts'

/** A page of the archive: closed segments of public rooms, for search engines and browsers without scripts. */
export interface Page {
  title: string
  description?: string
  /** The main address of the page. */
  canonical?: string
  previous?: string | null
  next?: string | null
  /** False keeps search engines from listing the page. */
  isIndexed?: boolean
  body: Html
}

export const stylePath = '/archive/style.css'

export const writePage = ({ body, ...page }: Page): string => {
  const { before, after } = writeFrame(page)
  return before + write(body) + after
}

/** What stands before and after the body of a page. */
export const writeFrame = ({
  title,
  description,
  canonical,
  previous,
  next,
  isIndexed = true,
}: Omit<Page, 'body'>): { before: string; after: string } => ({
  before: write(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${description ? html`<meta name="description" content="${description}">` : null}
${isIndexed ? null : html`<meta name="robots" content="noindex">`}
${linkTo('canonical', canonical)}${linkTo('prev', previous)}${linkTo('next', next)}
<link rel="stylesheet" href="${stylePath}">
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<title>${title}</title>
</head>
<body>
`),
  after: '\n</body>\n</html>\n',
})

const linkTo = (rel: string, href: string | null | undefined): Html | null =>
  href ? html`<link rel="${rel}" href="${href}">` : null

/** A time in UTC, for machines and for people. */
export const moment = (ms: number): Html => {
  const iso = new Date(ms).toISOString()
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC</time>`
}

export const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

/** The app's colours, for pages without scripts. */
export const style = `
:root {
  color-scheme: light dark;
  --ink: light-dark(#16201d, #e4eae8);
  --soft: light-dark(#54615d, #9ba7a3);
  --line: light-dark(#e3e8e6, #272e2c);
  --accent: light-dark(#0b6a5d, #58d2bb);
  background: light-dark(#ffffff, #151918);
  color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
body { max-width: 46rem; margin: 0 auto; padding: 1rem 1.25rem 2rem; overflow-wrap: anywhere; }
h1 { margin: 1.5rem 0 0.5rem; font-size: 1.5rem; line-height: 1.3; }
p { margin: 0.5rem 0; }
a { color: var(--accent); text-underline-offset: 0.2em; }
nav, footer { display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin: 1rem 0; }
nav a, footer a, td a, .room a { display: inline-flex; align-items: center; min-height: 2.75rem; }
footer { border-top: 1px solid var(--line); padding-top: 0.5rem; }
ul:has(> .room) { margin: 1rem 0; padding: 0; list-style: none; }
.room { padding: 0.5rem 0; border-top: 1px solid var(--line); }
.room a { font-weight: 600; }
.room p { margin: 0; }
article { margin: 1.25rem 0; overflow: hidden; }
article:target { border-inline-start: 3px solid var(--accent); padding-inline-start: 0.75rem; }
article header { display: flex; flex-wrap: wrap; gap: 0 0.75rem; align-items: baseline; }
article :is(p, .p, li) { margin: 0.25rem 0; white-space: pre-wrap; }
article :is(h3, h4, h5) { margin: 0.5rem 0 0.25rem; font-size: 1rem; }
article h3 { font-size: 1.25rem; }
article :is(ul, ol) { margin: 0.25rem 0; padding-inline-start: 1.5rem; }
article blockquote { margin: 0.25rem 0; padding-inline-start: 0.75rem; border-inline-start: 3px solid var(--line); color: var(--soft); }
article details { display: inline; }
article summary { display: inline-block; padding: 0 0.375rem; border: 1px solid var(--line); border-radius: 0.25rem; cursor: pointer; }
article .table { overflow-x: auto; }
article table { width: auto; }
.center { text-align: center; }
.end { text-align: end; }
time, .note, .room p { font-size: 0.875rem; color: var(--soft); }
pre { overflow-x: auto; padding: 0.75rem; border: 1px solid var(--line); border-radius: 0.5rem; font-size: 0.875rem; }
table { width: 100%; border-collapse: collapse; }
td, th { text-align: start; padding: 0 1rem 0 0; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }
tr:last-child td { border: 0; }
th { padding-bottom: 0.25rem; font-size: 0.875rem; color: var(--soft); }
`
