import { type Accessor, createSignal } from 'solid-js'
import type { Roster } from '../../../shared/room/roster.ts'
import type { Listeners } from '../../base/listeners.ts'
import type { Table } from '../../base/table.ts'
import { compareKeys, type KeyWarning, type KnownKeysOfRoom, knownFrom } from './compareKeys.ts'

/** The parts of a room that are needed to watch its members' devices. */
export interface RoomWithKeys {
  readonly id: string
  readonly roster: Pick<Roster, 'members'>
  /**
   * Its map is empty if the relay does not know the room yet. The roster is then provisional and says nothing about
   * keys.
   */
  readonly rosterDocument: {
    readonly inStep: { subscribe(listener: () => void): () => void }
    readonly map: { readonly size: number }
  }
  readonly changed: Listeners<void>
}

interface KnownKeysParts {
  table: Table<KnownKeysOfRoom>
  /** The relay's time, as well as it is known here. */
  now(): number
  failed(error: unknown): void
}

/** How old the stored time of the last look may become before it is written again. */
const writeAgainAfterMs = 10 * 60_000

/** Remembers the devices of everybody in the user's rooms, as they were first seen, and warns about changes. */
export class KnownKeys {
  /** Tracked. */
  readonly warnings: Accessor<readonly KeyWarning[]>
  readonly #parts: KnownKeysParts
  readonly #watched = new Map<string, { room: RoomWithKeys; kept: KnownKeysOfRoom | null }>()
  readonly #found = new Map<string, readonly KeyWarning[]>()
  readonly #say: (all: readonly KeyWarning[]) => void

  constructor(parts: KnownKeysParts) {
    this.#parts = parts
    const [warnings, say] = createSignal<readonly KeyWarning[]>([])
    this.warnings = warnings
    this.#say = say
  }

  /** Watches the room as long as it lives. */
  async watch(room: RoomWithKeys): Promise<void> {
    const kept = (await this.#parts.table.get(room.id).catch(this.#parts.failed)) ?? null
    this.#watched.set(room.id, { room, kept })
    let people: unknown = null
    room.changed.subscribe(() => {
      if (people === room.roster.members) return
      people = room.roster.members
      this.#look(room.id, 'as-it-is')
    })
    room.rosterDocument.inStep.subscribe(() => this.#look(room.id, 'in-step'))
    this.#look(room.id, 'as-it-is')
  }

  /** The known keys of the rooms that were opened here. */
  all(): [room: string, KnownKeysOfRoom][] {
    return [...this.#watched].flatMap(([room, { kept }]) => (kept ? [[room, kept]] : []))
  }

  accept(user: string): void {
    for (const id of this.#watched.keys()) this.#look(id, 'as-it-is', (other) => other === user)
  }

  #look(id: string, how: 'in-step' | 'as-it-is', accepted?: (user: string) => boolean): void {
    const watched = this.#watched.get(id)
    if (!watched || watched.room.rosterDocument.map.size === 0) return
    const { room, kept } = watched
    const lookedAt = how === 'in-step' ? this.#parts.now() : (kept?.lookedAt ?? 0)
    const next = knownFrom(kept, room.roster.members, lookedAt, accepted)
    this.#tell(
      id,
      compareKeys(kept, room.roster.members).filter(({ user }) => !accepted?.(user)),
    )
    if (!isWorthWriting(kept, next)) return
    watched.kept = next
    this.#parts.table.put(id, next).catch(this.#parts.failed)
  }

  #tell(id: string, found: readonly KeyWarning[]): void {
    if (found.length === 0 && !this.#found.has(id)) return
    this.#found.set(id, found)
    const all = new Map([...this.#found.values()].flat().map((one) => [`${one.user} ${one.key} ${one.trouble}`, one]))
    this.#say([...all.values()])
  }
}

const isWorthWriting = (before: KnownKeysOfRoom | null, next: KnownKeysOfRoom): boolean =>
  before === null ||
  next.lookedAt - before.lookedAt > writeAgainAfterMs ||
  JSON.stringify({ ...before, lookedAt: 0 }) !== JSON.stringify({ ...next, lookedAt: 0 })
