import type { Pointer } from '../../shared/room/message.ts'
import { Listeners } from '../base/listeners.ts'
import { isKeptBy } from '../outgoing/isKeptBy.ts'
import type { UnsentBook } from '../outgoing/unsent.ts'
import type { Write } from '../outgoing/write.ts'
import type { Segment } from '../segments/segment.ts'
import { entryId } from '../store/journal.ts'
import type { OwnRoom } from './ownRoom.ts'

/**
 * `asked`: the relay has not answered us yet. `unknown`: the record is not on this device, so that nobody can take the
 * turn any more.
 */
export type TurnState = 'free' | 'asked' | 'ours' | 'theirs' | 'unknown'

interface TurnsParts {
  me: string
  device: string
  own: OwnRoom
  book: Pick<UnsentBook, 'find' | 'changed'>
  write: Write
}

/**
 * Turns that one device takes, once for ever. A turn is a `set` record of the own room, and a device takes it by erasing
 * that record. The relay accepts one erasure of a record and refuses the others as `erased`, so whatever reaches it
 * first has the turn. The turn is ours only when the relay has told, in step with it, that it keeps our erasure.
 */
export class Turns {
  readonly changed = new Listeners<void>()
  readonly #parts: TurnsParts
  readonly #watched = new Map<Segment, () => void>()
  /** Names of turns whose erasure by this device the relay keeps. */
  readonly #ours = new Set<string>()
  /** Those that this tab asked for. Their erasures may not be in the document yet. */
  readonly #taken = new Set<string>()
  readonly #stops: (() => void)[]

  constructor(parts: TurnsParts) {
    this.#parts = parts
    const { own, book } = parts
    this.#stops = [own.changed.subscribe(() => this.#look()), book.changed.subscribe(() => this.#askAgain())]
    this.#look()
  }

  stateOf({ name }: Pointer): TurnState {
    const erasures = this.#erasuresOf(name)
    if (erasures.some((device) => device !== this.#parts.device)) return 'theirs'
    if (this.#ours.has(name)) return 'ours'
    if (erasures.length > 0 || this.#taken.has(name)) return 'asked'
    return this.#segmentOf(name) ? 'free' : 'unknown'
  }

  async take({ name }: Pointer): Promise<void> {
    const { me, own, write } = this.#parts
    const segment = this.#segmentOf(name)
    if (!segment || this.#taken.has(name)) return
    this.#taken.add(name)
    await write({ room: me, segment: segment.number, newest: own.newestTime }, { kind: 'erase' }, name)
  }

  close(): void {
    for (const stop of [...this.#stops, ...this.#watched.values()]) stop()
  }

  #segmentOf(name: string): Segment | undefined {
    return this.#parts.own.segments.find(({ entries }) => entries.has(name))
  }

  /** The devices that erased a record, as far as this device knows. One of them is right. */
  #erasuresOf(name: string): string[] {
    return this.#parts.own.segments.flatMap(({ entries }) =>
      [...entries.values()].filter(({ kind, ref }) => kind === 'erase' && ref === name).map(({ device }) => device),
    )
  }

  #look(): void {
    for (const segment of this.#parts.own.segments) if (!this.#watched.has(segment)) this.#watch(segment)
    this.changed.emit()
  }

  #watch(segment: Segment): void {
    const { document } = segment
    const stop = document.inStep.subscribe((relay) => {
      for (const { name, ref } of this.#asked(segment)) if (isKeptBy(relay, document, name)) this.#ours.add(ref)
      this.changed.emit()
    })
    this.#watched.set(segment, stop)
    if (this.#asked(segment).length > 0) document.syncAnew()
  }

  /** The relay has answered something. What it keeps is known once we are in step again. */
  #askAgain(): void {
    for (const segment of this.#watched.keys()) if (this.#asked(segment).length > 0) segment.document.syncAnew()
  }

  /** Erasures by this device that have left its journal and are not known to be kept. */
  #asked(segment: Segment) {
    const { me, device, book } = this.#parts
    return [...segment.entries.values()].filter(
      ({ kind, name, ref, device: by }) =>
        kind === 'erase' && by === device && !this.#ours.has(ref) && !book.find(entryId({ room: me, name })),
    )
  }
}
