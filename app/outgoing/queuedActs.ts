import { type Accessor, createSignal, untrack } from 'solid-js'
import type { Act } from '../../shared/room/acts.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'
import type { Table } from '../base/table.ts'

/** Queued acts on disk, and those that could not be stored there. The latter last as long as the tab. */
export interface QueuedActs {
  /** Tracked: the acts still to be sent, in the order in which they were added. */
  acts: Accessor<readonly QueuedAct[]>
  /** Tracked. */
  refused: Accessor<readonly RefusedAct[]>
  /** The act to send next. None while that act is not stored yet. */
  next(): QueuedAct | undefined
  read(): Promise<void>
  /** Shows the act at once. Resolves when it is stored. */
  put(queued: QueuedAct): Promise<void>
  drop(id: string): Promise<void>
}

export const queuedActsIn = ({
  table,
  failed,
}: {
  table: Table<QueuedAct>
  failed(error: unknown): void
}): QueuedActs => {
  const [all, setAll] = createSignal<readonly QueuedAct[]>([])
  const loose = new Map<string, QueuedAct>()
  /** Ids of acts on their way to the disk. */
  const storing = new Set<string>()
  /** Deleted acts, including those that the disk failed to delete. */
  const gone = new Set<string>()

  const read = async () => {
    const kept = new Map(await table.entries().catch(() => untrack(all).map((queued) => [queued.id, queued] as const)))
    for (const [id, queued] of loose) kept.set(id, queued)
    for (const id of gone) kept.delete(id)
    for (const id of replacedIn([...kept.values()])) {
      kept.delete(id)
      gone.add(id)
      loose.delete(id)
      table.delete(id).catch(failed)
    }
    show([...kept.values()])
  }
  const show = (acts: QueuedAct[]) => setAll(acts.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)))
  const acts = () => all().filter(({ refused }) => refused === undefined)
  return {
    acts,
    refused: () => all().filter(isRefused),
    next: () => {
      const [first] = acts()
      return first && !storing.has(first.id) ? first : undefined
    },
    read,
    put: async (queued) => {
      loose.set(queued.id, queued)
      show([...untrack(all).filter(({ id }) => id !== queued.id), queued])
      storing.add(queued.id)
      await table.put(queued.id, queued).then(() => loose.delete(queued.id), failed)
      storing.delete(queued.id)
      await read()
    },
    drop: async (id) => {
      loose.delete(id)
      gone.add(id)
      await table.delete(id).catch(failed)
      await read()
    },
  }
}

const isRefused = (queued: QueuedAct): queued is RefusedAct => queued.refused !== undefined

/**
 * A refused `make` act whose room is created again under another name. Only the newer row may stay, and deriving this
 * on every read makes it hold even if a tab dies in between.
 */
const replacedIn = (all: readonly QueuedAct[]): string[] =>
  all
    .filter(({ id, act, at, refused }) => {
      const isNewer = (other: QueuedAct) =>
        other.act.do === 'make' && other.act.room === act.room && other.at > at && other.id !== id
      return refused !== undefined && act.do === 'make' && all.some(isNewer)
    })
    .map(({ id }) => id)

export interface QueuedAct {
  /** Idempotency key. */
  id: string
  act: Act
  at: number
  /** The relay's refusal, kept until the user has seen it. */
  refused?: RefusalCode
}
export interface RefusedAct extends QueuedAct {
  refused: RefusalCode
}
