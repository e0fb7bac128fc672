import type { ArchiveStore } from './archived-room.ts'
import { html, write } from './html.ts'

/** The limit of the format for one file. */
const mostAddresses = 50_000

/** All pages that can be read without an account, for search engines. */
export const sitemap = async (store: ArchiveStore, origin: string): Promise<string> => {
  const pages: { path: string; changed: number | null }[] = [{ path: '/archive', changed: null }]
  for (const { id, guests } of await store.rooms.public()) {
    if (!guests || pages.length >= mostAddresses) continue
    const segments = await store.records.sealed(id)
    pages.push({ path: `/archive/${id}`, changed: segments.at(-1)?.to ?? null })
    for (const { segment, to } of segments) pages.push({ path: `/archive/${id}/${segment}`, changed: to })
  }
  return write(html`<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${pages.slice(0, mostAddresses).map(({ path, changed }) => html`<url><loc>${origin}${path}</loc>${changed === null ? null : html`<lastmod>${new Date(changed).toISOString()}</lastmod>`}</url>\n`)}</urlset>
`)
}

/** Search engines should read the archive instead of the app, which is empty without scripts. */
export const robots = (origin: string): string => `User-agent: *
Disallow: /api/
Disallow: /sync

Sitemap: ${origin}/sitemap.xml
`
