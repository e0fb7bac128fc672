import { type Kind, kindOf } from '../../shared/record/kinds.ts'
import { Keyed } from '../base/keyed.ts'
import { Listeners } from '../base/listeners.ts'
import { entryId, type Unsent } from '../store/journal.ts'
import { recordOf } from './readUnsent.ts'
import type { UnsentBook } from './unsent.ts'

type Kinds = ReadonlySet<Kind>
const none: Kinds = new Set()

/** What an entry is about never changes, so it is decoded once. */
const decoded = new WeakMap<Uint8Array, { ref: string; kind: Kind | null }>()

const aboutOf = (entry: Unsent): { ref: string; kind: Kind | null } => {
  const known = decoded.get(entry.unsigned)
  if (known) return known
  const { ref, kind } = recordOf(entry)
  const about = { ref, kind: kindOf(kind) }
  decoded.set(entry.unsigned, about)
  return about
}

/** Which messages have edits, reactions, pins or erasures of this person that the relay does not have yet. */
export class WaitingActs {
  /** Something was added or removed. */
  readonly changed = new Listeners<void>()
  readonly #book: Pick<UnsentBook, 'all' | 'changed'>
  readonly #kinds = new Keyed<Kinds>()
  readonly #stop: () => void

  constructor(book: Pick<UnsentBook, 'all' | 'changed'>) {
    this.#book = book
    this.#stop = book.changed.subscribe(() => this.#read())
    this.#read()
  }

  /** Tracked. The kinds of acts on a message that wait. */
  on(room: string, name: string): Kinds {
    return this.#kinds.get(entryId({ room, name })) ?? none
  }

  /** Names of the messages in a room whose erasure waits. */
  erasedIn(room: string): string[] {
    const start = entryId({ room, name: '' })
    return this.#kinds
      .keys()
      .filter((id) => id.startsWith(start) && this.#kinds.peek(id)?.has('erase'))
      .map((id) => id.slice(start.length))
  }

  close(): void {
    this.#stop()
  }

  #read(): void {
    const now = new Map<string, Set<Kind>>()
    for (const entry of this.#book.all()) {
      const { ref, kind } = aboutOf(entry)
      if (ref === '' || kind === null) continue
      const id = entryId({ room: entry.room, name: ref })
      now.set(id, (now.get(id) ?? new Set()).add(kind))
    }
    const before = this.#kinds.keys()
    const changed = [...now].filter(([id, kinds]) => !sameKinds(this.#kinds.peek(id), kinds))
    const gone = before.filter((id) => !now.has(id))
    for (const [id, kinds] of changed) this.#kinds.set(id, kinds)
    for (const id of gone) this.#kinds.delete(id)
    if (changed.length + gone.length > 0) this.changed.emit()
  }
}

const sameKinds = (a: Kinds = none, b: Kinds): boolean => a.size === b.size && [...b].every((kind) => a.has(kind))
