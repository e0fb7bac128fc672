import { createHash } from 'node:crypto'
import { rosterName } from '../../shared/wire/documents.ts'
import { pagesOf } from '../store/slices.ts'
import type { ArchiveStore } from './archived-room.ts'
import type { WrittenPage } from './written-page.ts'

interface KeptPage {
  /** Hash of everything that the page was made from. */
  source: string
  page: WrittenPage
}

const mostBytes = 16_000_000

/**
 * A cache of written pages that drops the least recently used. A page is valid only while everything it was made from
 * is the same, byte for byte. So nothing erased, hidden or renamed is served from here.
 */
export class KeptPages {
  readonly #pages = new Map<string, KeptPage>()
  #bytes = 0

  async page(path: string, source: string, make: () => Promise<WrittenPage>): Promise<WrittenPage> {
    const kept = this.#pages.get(path)
    const page = kept?.source === source ? kept.page : await make()
    this.#forget(path)
    this.#pages.set(path, { source, page })
    this.#bytes += page.length
    for (const oldest of this.#pages.keys()) {
      if (this.#bytes <= mostBytes) break
      this.#forget(oldest)
    }
    return page
  }

  #forget(path: string): void {
    this.#bytes -= this.#pages.get(path)?.page.length ?? 0
    this.#pages.delete(path)
  }
}

/** A hash of everything a segment's page is made from: the roster, the records, and `besides`. */
export const sourceOf = async (
  store: ArchiveStore,
  room: string,
  segment: number,
  besides: unknown,
  pause: () => Promise<void>,
): Promise<string> => {
  const hash = createHash('sha256').update(JSON.stringify(besides))
  hash.update((await store.documents.byName(rosterName(room))) ?? '')
  for await (const { blocks } of pagesOf(store.records, room, segment)) {
    for (const { structs } of blocks)
      for (const struct of structs) if (!('empty' in struct)) hash.update(struct.name).update(struct.bytes)
    await pause()
  }
  return hash.digest('base64url')
}
