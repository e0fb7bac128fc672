import { createHash } from 'node:crypto'
import { rosterName } from '../../shared/wire/documents.ts'
import type { Shelves } from './library.ts'

interface KeptPage {
  /** Hash of everything that the page was made from. */
  source: string
  text: string
}

/** How many UTF-16 units of pages are kept. */
const mostUnits = 16_000_000
/** How many bytes are hashed in one turn of the event loop. */
const atOnceBytes = 256 * 1024

/**
 * A cache of written pages that drops the least recently used. A page is valid only while everything it was made from
 * is the same, byte for byte. So nothing erased, hidden or renamed is served from here.
 */
export class KeptPages {
  readonly #pages = new Map<string, KeptPage>()
  #units = 0

  async page(path: string, source: string, make: () => Promise<string>): Promise<string> {
    const kept = this.#pages.get(path)
    const text = kept?.source === source ? kept.text : await make()
    this.#forget(path)
    this.#pages.set(path, { source, text })
    this.#units += text.length
    for (const oldest of this.#pages.keys()) {
      if (this.#units <= mostUnits) break
      this.#forget(oldest)
    }
    return text
  }

  #forget(path: string): void {
    this.#units -= this.#pages.get(path)?.text.length ?? 0
    this.#pages.delete(path)
  }
}

/** A hash of everything a segment's page is made from: the roster, the records, and `besides`. */
export const sourceOf = async (
  shelves: Shelves,
  room: string,
  segment: number,
  besides: unknown,
  breathe: () => Promise<void>,
): Promise<string> => {
  const hash = createHash('sha256').update(JSON.stringify(besides))
  hash.update((await shelves.documents.byName(rosterName(room))) ?? '')
  let bytes = 0
  for (const { structs } of (await shelves.records.slices(room, segment, new Map())).blocks)
    for (const struct of structs) {
      if ('empty' in struct) continue
      hash.update(struct.name).update(struct.bytes)
      bytes += struct.bytes.length
      if (bytes < atOnceBytes) continue
      bytes = 0
      await breathe()
    }
  return hash.digest('base64url')
}
