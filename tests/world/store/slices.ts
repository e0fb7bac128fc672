import type { Page, StoredRecords } from '../../../relay/store/records.ts'
import type { DeletedRange, StateVector } from '../../../shared/wire/update.ts'

export interface Slices {
  blocks: Page['blocks']
  deleted: DeletedRange[]
}

/** Everything of a segment that a client lacks which holds `from`, in one piece, and every blank clock. */
export const slicesOf = async (
  records: Pick<StoredRecords, 'page' | 'blanks'>,
  room: string,
  segment: number,
  from: StateVector = new Map(),
): Promise<Slices> => {
  const pages: Page[] = []
  do pages.push(await records.page(room, segment, from, pages.at(-1)?.end ?? null))
  while (pages.at(-1)?.end)
  return { blocks: joinPages(pages), deleted: await records.blanks(room, segment) }
}

export const joinPages = (pages: readonly Page[]): Page['blocks'] => {
  const blocks: Page['blocks'] = []
  for (const block of pages.flatMap((page) => page.blocks)) join(blocks, block)
  return blocks
}

/** A page may end in the middle of a block, or of an empty run. */
const join = (blocks: Page['blocks'], { client, clock, structs }: Page['blocks'][number]): void => {
  const block = blocks.at(-1)
  if (block?.client !== client) {
    blocks.push({ client, clock, structs: [...structs] })
    return
  }
  const [first, ...rest] = structs
  const last = block.structs.at(-1)
  if (last && first && 'empty' in last && 'empty' in first) {
    block.structs.splice(-1, 1, { empty: last.empty + first.empty }, ...rest)
  } else block.structs.push(...structs)
}
