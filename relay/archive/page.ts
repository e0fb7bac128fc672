import { type Html, html, write } from './html.ts'

/** Whoever has no script, or is no person, reads the closed part of a public room as pages. */
export interface Page {
  title: string
  description?: string
  /** Where the page is, whatever way one came. */
  canonical?: string
  previous?: string | null
  next?: string | null
  /** False for what should not be found. */
  isIndexed?: boolean
  body: Html
}

export const stylePath = '/archive/style.css'

export const writePage = ({ title, description, canonical, previous, next, isIndexed = true, body }: Page): string =>
  write(html`<!doctype html>
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
${body}
</body>
</html>
`)

const linkTo = (rel: string, href: string | null | undefined): Html | null =>
  href ? html`<link rel="${rel}" href="${href}">` : null

/** A moment for machines and for people; of no one's time zone. */
export const moment = (ms: number): Html => {
  const iso = new Date(ms).toISOString()
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC</time>`
}

export const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

export const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
body { max-width: 46rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
nav, footer { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; margin: 1rem 0; }
a { color: LinkText; display: inline-block; min-height: 1.5rem; }
p a { display: inline; }
article { margin: 1rem 0; overflow: hidden; }
article header { display: flex; flex-wrap: wrap; gap: 0 0.75rem; align-items: baseline; }
article p { margin: 0.25rem 0; }
time, .note { font-size: 0.875rem; opacity: 0.8; }
pre { overflow-x: auto; padding: 0.5rem; border: 1px solid; }
table { border-collapse: collapse; }
td, th { text-align: start; padding: 0.25rem 1rem 0.25rem 0; }
`
