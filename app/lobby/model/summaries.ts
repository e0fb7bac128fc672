import { type Accessor, createSignal } from 'solid-js'
import type { Act } from '../../../shared/room/acts.ts'
import { Listeners } from '../../base/listeners.ts'
import type { Table } from '../../base/table.ts'
import type { Tabs } from '../../store/tabs.ts'
import type { RoomSummary } from './LobbyView.ts'
import { newRoomCount, type RoomCount } from './unread/roomCount.ts'

/**
 * What the room list shows before any document is open, and what is known about a room that the relay does not know
 * yet.
 */
export interface KeptSummary extends Omit<RoomSummary, 'lastAt' | 'favourite' | 'here' | 'presence' | 'waiting'> {
  /** When this person joined or created the room; milliseconds since 1970. */
  joined: number
  /** Whether the relay has ever listed it among this person's rooms. */
  listed: boolean
  /**
   * True if the relay was restored from a backup made before this person was in the room. This device keeps the room
   * until it is listed again.
   */
  lost: boolean
  /** The act that created it on this device, until the relay lists it. */
  madeBy: Act | null
  counted: RoomCount
}

/** A summary for a room of which only the id and the joining time are known. */
export const newSummary = (id: string, joined: number): KeptSummary => ({
  id,
  name: '',
  kind: 'room',
  picture: null,
  topic: '',
  visibility: 'private',
  members: 0,
  archived: false,
  silent: false,
  people: [],
  last: null,
  unread: 0,
  mentions: 0,
  joined,
  listed: false,
  lost: false,
  madeBy: null,
  counted: newRoomCount,
})

export interface Summaries {
  /** Tracked; the most recent first. */
  all: Accessor<readonly KeptSummary[]>
  /** Emits when a room was added or removed. */
  changed: Listeners<void>
  find(room: string): KeptSummary | undefined
  /** Shows it at once, and resolves when it is stored or can't be stored. */
  put(summary: KeptSummary): Promise<void>
  /**
   * Removes it from the list at once, and from the disk when `gone` has resolved. If the tab is killed before that, the
   * next start finds the room and drops it again.
   */
  remove(room: string, gone?: Promise<void>): void
  close(): void
}

export const openSummaries = async (table: Table<KeptSummary>, tabs: Tabs): Promise<Summaries> => {
  const known = new Map<string, KeptSummary>()
  const changed = new Listeners<void>()
  const [all, setAll] = createSignal<readonly KeptSummary[]>([])
  const show = () => setAll([...known.values()].sort((a, b) => lastAt(b) - lastAt(a)))
  const read = async () => {
    const kept = await table.entries()
    known.clear()
    // A row that an earlier version wrote has fewer fields.
    for (const [room, summary] of kept) known.set(room, { ...newSummary(room, summary.joined), ...summary })
    show()
    changed.emit()
  }
  /** A failed write is ignored: it only means that the list appears a moment later next time. */
  const keep = (work: Promise<void>): Promise<void> => work.then(() => tabs.tell({ what: 'summaries' })).catch(() => {})
  const stop = tabs.heard.subscribe(({ what }) => what === 'summaries' && void read().catch(() => {}))
  await read().catch(() => {})

  return {
    all,
    changed,
    find: (room) => known.get(room),
    put: async (summary) => {
      const before = known.get(summary.id)
      if (isSame(before, summary)) return
      known.set(summary.id, summary)
      show()
      if (!before) changed.emit()
      await keep(table.put(summary.id, summary))
    },
    remove: (room, gone = Promise.resolve()) => {
      known.delete(room)
      show()
      changed.emit()
      void keep(gone.then(() => table.delete(room)))
    },
    close: stop,
  }
}

export const lastAt = ({ last, joined }: KeptSummary): number => last?.time ?? joined

const isSame = (a: KeptSummary | undefined, b: KeptSummary): boolean => JSON.stringify(a) === JSON.stringify(b)
