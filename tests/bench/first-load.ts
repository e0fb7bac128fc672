import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { home } from '../world/bundle.ts'
import { type Figure, kilobytes } from './figure.ts'

const app = join(home, 'dist/app')
/** The budget is 160 KB. We count 1,000 bytes per KB, which is stricter than 1,024. */
const budgetBytes = 160_000

/**
 * What a browser must load before it paints anything: the page, the files that the page names, and their static
 * imports.
 */
export const firstLoad: Figure = {
  name: 'first-load',
  async run() {
    const files = [...reachable('index.html')]
    const bytes = files.reduce((sum, file) => sum + packedBytes(file), 0)
    const row = { what: `first load, gzip (${files.length} files)`, value: kilobytes(bytes), beside: 'at most 160 KB' }
    return [bytes <= budgetBytes ? row : { ...row, broken: true }]
  },
}

/** The file and all that it names, each once. Dynamic imports are not followed. */
const reachable = (file: string, found = new Set<string>()): Set<string> => {
  if (found.has(file) || !existsSync(join(app, file))) return found
  found.add(file)
  for (const named of namedBy(file)) reachable(named, found)
  return found
}

const namedBy = (file: string): string[] => {
  const text = readFileSync(join(app, file), 'utf8')
  if (file.endsWith('.html')) return all(text, /<(?:script|link)[^>]+(?:src|href)="\/([^"]+\.(?:js|css))"/g)
  if (!file.endsWith('.js')) return []
  const folder = file.slice(0, file.lastIndexOf('/') + 1)
  return all(text, /(?:^|[;}\s])(?:import|export)[^;()'"]*?["']\.\/([^"']+\.js)["']/g).map((name) => folder + name)
}

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, name]) => name!)

const packedBytes = (file: string): number => gzipSync(readFileSync(join(app, file)), { level: 9 }).length
