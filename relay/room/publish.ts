import { writeMessage } from '../../shared/wire/messages.ts'
import { type Result, writeResults } from '../../shared/wire/results.ts'
import { type Block, type DeletedRange, type StateVector, writeUpdate } from '../../shared/wire/update.ts'
import type { JudgedCarried } from '../gate/carried.ts'
import type { Admission } from '../gate/judge-batch.ts'
import type { Judged } from '../gate/judged.ts'
import type { Sender } from '../gate/sender.ts'
import type { DraftSegment } from '../gate/staged-commit.ts'
import type { Listener } from '../open-document/listener.ts'
import type { OpenSegment } from './open-segment.ts'

/** Tells a segment's listeners what was committed. The draft must be on disk and merged. */
export const publishSegment = (
  segment: OpenSegment,
  number: number,
  draft: DraftSegment,
  { judged, carried }: Admission,
): void => {
  const blocks = [...draft.fresh].map(([client, { clock, structs }]) => ({ client, clock, structs }))
  if (blocks.length > 0 || draft.deleted.length > 0) {
    const message = updateMessage(blocks, draft.deleted)
    segment.audience.tell(message, () => draft.before(), whoWroteItAll(judged, carried, number, draft))
  }
  if (draft.late.length > 0) {
    const message = writeMessage({ type: 'results', results: writeResults(draft.late) })
    segment.audience.tell(message, () => draft.before())
  }
}

const updateMessage = (blocks: readonly Block[], deleted: readonly DeletedRange[]): Uint8Array =>
  writeMessage({ type: 'update', update: writeUpdate({ blocks: [...blocks], deleted: [...deleted] }) })

/** Sends only blank clocks, to listeners that have everything else. */
export const publishDeleted = (segment: OpenSegment, deleted: readonly DeletedRange[]): void => {
  if (deleted.length === 0) return
  const clocks = segment.clocks()
  segment.audience.tell(updateMessage([], deleted), (): StateVector => new Map(clocks))
}

/** The one listener that already holds every struct as it was kept, and so needs no echo. Null if there is none. */
const whoWroteItAll = (
  judged: readonly Judged<Sender>[],
  carried: readonly JudgedCarried[],
  number: number,
  draft: DraftSegment,
): Listener | null => {
  if (draft.deleted.length > 0 || carried.some(({ admitted }) => admitted.length > 0)) return null
  const writers = new Set<Listener>()
  for (const { offer } of judged) if (offer.segment === number) writers.add(offer.from.listener)
  const [only] = writers
  return writers.size === 1 && only ? only : null
}

/** Gives each sender one answer for everything that it had in the batch. */
export const answerSenders = (
  judged: readonly Judged<Sender>[],
  askAfterMs: (judged: Judged<Sender>) => number,
): void => {
  const results = new Map<Listener, Result[]>()
  for (const one of judged) {
    const { listener } = one.offer.from
    const all = results.get(listener)
    if (all) all.push(...one.results)
    else results.set(listener, [...one.results])
    if (one.outcome === 'gap' || one.outcome === 'too-fast') listener.ask(askAfterMs(one))
    if (one.outcome !== 'taken' && one.outcome !== 'known') listener.wasted(one.offer.entries.length)
  }
  for (const [listener, all] of results) listener.results(all)
}

export const answerCarriers = (carried: readonly JudgedCarried[]): void => {
  for (const { carried: brought, results } of carried) {
    const { listener } = brought.from
    const refused = results.filter(({ kind }) => kind === 'refused').length
    if (refused > 0) listener.wasted(refused)
    listener.results(results)
  }
}
