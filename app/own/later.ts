import { createSignal } from 'solid-js'
import type { Pointer } from '../../shared/room/message.ts'
import type { Clock } from '../base/clock.ts'
import { followed } from '../base/followed.ts'
import type { Listeners } from '../base/listeners.ts'
import { newId } from '../outgoing/planRecord.ts'
import { longestTimerMs } from './longestTimer.ts'
import { isPiece, type LongValues, notAllHere } from './longValues.ts'
import type { Settings } from './ownRoom.ts'
import type { Turns } from './turns.ts'

/** A message and when it is to be sent. */
export interface ToSend {
  room: string
  /** Name of the message in whose thread it is. */
  thread?: Pointer
  text: string
  re?: Pointer
  /** A time, or a user: it is sent when they are back. */
  when: { at: number } | { back: string }
}

/** `elsewhere`: another device has begun to send it. `stuck`: no device can any more, and the person has to decide. */
export interface LaterMessage extends ToSend {
  id: string
  state: 'waiting' | 'sending' | 'elsewhere' | 'stuck'
}

interface Kept extends ToSend {
  id: string
  /** The record that a device erases to send it. */
  turn: Pointer
}

interface LaterParts {
  own: Settings
  values: LongValues
  turns: Pick<Turns, 'stateOf' | 'take' | 'changed' | 'close'>
  clock: Pick<Clock, 'after'>
  /** The relay's time. */
  now(): number
  delivery: { leads(): boolean; led: Listeners<void> }
  /** Whether a user is there, in a room with this person. Their presence is followed from the first call on. */
  isBack(user: string, room: string): boolean
  presence: Listeners<void>
  /**
   * Writes the message on this device, to be sent. `once`: a name for it. What was written under that name before is not
   * written again, also after a restart.
   */
  post(message: ToSend, once: string): Promise<void>
  failed(error: unknown): void
}

const start = 'later/'
const keyOf = (id: string): string => `${start}${id}`
const turnKeyOf = (id: string): string => `turn/${id}`

/**
 * Messages that wait for a time or a person. They are `set` records of the own room, so all devices of the person have
 * them, and the first that is awake sends them. It first takes the turn (see `Turns`), which one device can do, once.
 */
export class Later {
  readonly #parts: LaterParts
  readonly #all = createSignal<readonly LaterMessage[]>([])
  readonly #working = new Set<string>()
  /** Names of turns that were looked up by their key and are kept now. */
  readonly #pointed = new Set<string>()
  readonly #stops: (() => void)[]
  #cancel = () => {}
  #closed = false

  constructor(parts: LaterParts) {
    this.#parts = parts
    const { own, turns, delivery, presence } = parts
    this.#stops = [
      ...[own.changed, turns.changed, delivery.led, presence].map((one) => one.subscribe(() => this.#look())),
      followed(
        () => own.isInStep(),
        () => this.#look(),
      ),
    ]
    this.#look()
  }

  /** Tracked. The next to be sent first. */
  all(): readonly LaterMessage[] {
    return this.#all[0]()
  }

  /** Rejects if it could not be stored, so that the composer keeps the text. */
  async add(message: ToSend): Promise<void> {
    const id = newId()
    const turn = await this.#parts.own.put(turnKeyOf(id), true)
    if (!turn) throw new Error('cannot store a message for later')
    await this.#keep({ ...message, id, turn: { name: turn.name, segment: turn.segment } })
  }

  /** The turn goes too: what the relay has first counts, the cancelling or the sending. */
  async cancel(id: string): Promise<void> {
    await this.#write(id, null)
    await this.#parts.own.put(turnKeyOf(id), null)
  }

  /** As soon as a device is connected. If another device began and never ended, this one sends it in its place. */
  async sendNow(id: string): Promise<void> {
    const kept = this.#find(id)
    if (!kept) return
    const isLeft = ['theirs', 'unknown'].includes(this.#parts.turns.stateOf(kept.turn))
    if (isLeft) await this.#send(kept)
    else await this.#keep({ ...kept, when: { at: this.#parts.now() } })
  }

  close(): void {
    this.#closed = true
    this.#cancel()
    for (const stop of this.#stops) stop()
    this.#parts.turns.close()
  }

  async #keep({ id, ...message }: Kept): Promise<void> {
    await this.#write(id, message)
  }

  async #write(id: string, value: unknown): Promise<void> {
    if ((await this.#parts.values.write(keyOf(id), value)) === null) throw new Error('cannot store a message for later')
  }

  #find(id: string): Kept | null {
    return readKept(id, this.#parts.values.read(keyOf(id)))
  }

  #look(): void {
    if (this.#closed) return
    const { own, delivery } = this.#parts
    const all = own
      .under(start)
      .flatMap(({ key }) => (isPiece(key) ? [] : (this.#find(key.slice(start.length)) ?? [])))
      .sort((a, b) => timeOf(a) - timeOf(b))
    this.#all[1](all.map((kept) => ({ ...kept, state: this.#stateOf(kept) })))
    this.#wait(all)
    if (!own.isInStep() || !delivery.leads()) return
    for (const kept of all) {
      const turn = this.#turnOf(kept)
      if (turn !== kept.turn) this.#point(kept, turn)
      else if (this.#isDue(kept)) this.#go(kept)
    }
  }

  /** A record that was dated anew has another name. Its key still tells which one it is. */
  #turnOf({ id, turn }: Kept): Pointer {
    if (this.#parts.turns.stateOf(turn) !== 'unknown') return turn
    const now = this.#parts.own.newest(turnKeyOf(id))
    return now && now.value !== null && now.name !== turn.name ? { name: now.name, segment: now.segment } : turn
  }

  /** Keeps the new name before the turn is taken. Afterwards its key is gone, and only the name tells whose it is. */
  #point(kept: Kept, turn: Pointer): void {
    if (this.#pointed.has(turn.name)) return
    this.#pointed.add(turn.name)
    this.#keep({ ...kept, turn }).catch((error) => {
      this.#pointed.delete(turn.name)
      this.#parts.failed(error)
    })
  }

  #stateOf(kept: Kept): LaterMessage['state'] {
    const { id } = kept
    const state = this.#parts.turns.stateOf(this.#turnOf(kept))
    if (state === 'theirs') return 'elsewhere'
    if (state === 'unknown') return this.#parts.own.isInStep() ? 'stuck' : 'waiting'
    return state === 'free' && !this.#working.has(id) ? 'waiting' : 'sending'
  }

  #isDue({ when, room }: Kept): boolean {
    const { now, isBack } = this.#parts
    return 'at' in when ? when.at <= now() : isBack(when.back, room)
  }

  /** Once a turn is taken, the message goes out, also if it was put off or the person left again meanwhile. */
  #go(kept: Kept): void {
    const state = this.#parts.turns.stateOf(kept.turn)
    if (this.#working.has(kept.id) || (state !== 'free' && state !== 'ours')) return
    this.#working.add(kept.id)
    const work = state === 'free' ? this.#parts.turns.take(kept.turn) : this.#send(kept)
    work.catch(this.#parts.failed).finally(() => {
      this.#working.delete(kept.id)
    })
  }

  async #send(kept: Kept): Promise<void> {
    await this.#parts.post(kept, keyOf(kept.id))
    await this.#write(kept.id, null)
  }

  #wait(all: readonly Kept[]): void {
    const { clock, now } = this.#parts
    this.#cancel()
    const next = Math.min(...all.map(timeOf).filter((at) => at > now()))
    if (Number.isFinite(next)) this.#cancel = clock.after(Math.min(next - now(), longestTimerMs), () => this.#look())
  }
}

const timeOf = ({ when }: ToSend): number => ('at' in when ? when.at : Number.MAX_SAFE_INTEGER)

const readKept = (id: string, value: unknown): Kept | null => {
  if (value === notAllHere || typeof value !== 'object' || value === null) return null
  const { room, text, when, turn } = value as Partial<Kept>
  if (typeof room !== 'string' || typeof text !== 'string' || typeof turn?.name !== 'string') return null
  const isTimed =
    typeof when === 'object' && when !== null && ('at' in when ? typeof when.at === 'number' : 'back' in when)
  return isTimed ? { ...(value as Kept), id } : null
}
