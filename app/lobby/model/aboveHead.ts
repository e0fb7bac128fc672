import { readRoster } from '../../../shared/room/roster.ts'
import { rosterName } from '../../../shared/wire/documents.ts'
import { Listeners } from '../../base/listeners.ts'
import type { Table } from '../../base/table.ts'
import type { Tabs } from '../../store/tabs.ts'
import { documentDatabase } from '../../sync/deviceCopy.ts'
import type { Documents } from '../../sync/documents.ts'
import { followRestoredRosters } from '../../sync/followRestored.ts'
import type { Restored } from '../../sync/openDocument.ts'
import { databasesFrom } from '../../sync/persistence.ts'

/**
 * Rooms of which this device may hold newer segments than the relay, because the relay was restored from a backup made
 * when a lower segment was the head.
 */
export interface AboveHead {
  /** Number of the highest segment that this device may hold; 0 if the room's head never went back. */
  upTo(room: string): number
  all(): [room: string, number: number][]
  /** Emits the room id. */
  changed: Listeners<string>
  /** Call when the room is removed from this device. */
  forget(room: string): void
  close(): void
}

export const followAboveHead = async ({
  user,
  table,
  documents,
  tabs,
}: {
  user: string
  /** By room: the number of the highest segment that this device may hold. */
  table: Table<number>
  documents: Documents
  tabs: Tabs
}): Promise<AboveHead> => {
  let known = new Map<string, number>()
  const changed = new Listeners<string>()
  const read = async () => {
    const before = known
    known = new Map(await table.entries().catch(() => [...before]))
    for (const room of new Set([...before.keys(), ...known.keys()]))
      if (before.get(room) !== known.get(room)) changed.emit(room)
  }
  const put = async (room: string, number: number) => {
    if (number <= (known.get(room) ?? 0)) return
    known.set(room, number)
    changed.emit(room)
    await table.put(room, number)
    tabs.tell({ what: 'above-head' })
  }
  const note = async (room: string, { before, entries }: Restored) => {
    const { head } = readRoster(entries)
    const highest = Math.max(readRoster(before).head, ...(await heldOf(user, room)))
    if (highest > head) await put(room, highest)
  }
  const stops = [
    followRestoredRosters(documents, (room, restored) => restored.keepUntil(note(room, restored))),
    tabs.heard.subscribe(({ what }) => what === 'above-head' && void read()),
  ]
  await read()

  return {
    upTo: (room) => known.get(room) ?? 0,
    all: () => [...known],
    changed,
    forget: (room) => {
      known.delete(room)
      table.delete(room).catch(() => {}) // a row that stays only leads to empty segments
    },
    close: () => {
      for (const stop of stops) stop()
    },
  }
}

/**
 * Numbers of a room's segments on this device's disk. If a tab dies while it handles a restore, they are the only trace
 * of the old head.
 */
const heldOf = async (user: string, room: string): Promise<number[]> => {
  const start = documentDatabase(user, `${rosterName(room)}/`)
  const names = (await databasesFrom(start)) ?? []
  return names.map((name) => Number(name.slice(start.length)))
}
