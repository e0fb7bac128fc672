import { createSignal } from 'solid-js'
import { Listeners } from '../../../app/base/listeners.ts'
import type { Settings } from '../../../app/own/ownRoom.ts'
import type { Unsent } from '../../../app/store/journal.ts'
import { comparePositions } from '../../../shared/record/name.ts'

interface Kept {
  key: string
  value: unknown
  time: number
  name: string
  segment: number
}

/** The `set` records of one person at the relay, by its rules: of each key only the newest is kept. */
export class SettingsAtRelay {
  readonly kept = new Map<string, Kept>()
  readonly devices: SettingsOnDevice[] = []
  /** How many records it took, superseded ones included. */
  taken = 0

  take(record: Kept): void {
    this.taken++
    const before = this.kept.get(record.key)
    if (before && comparePositions(record, before) < 0) return
    this.kept.set(record.key, record)
    for (const device of this.devices) device.hear()
  }
}

/** One device's copy of them. It writes at once, and sends and hears only while it is online. */
export class SettingsOnDevice implements Settings {
  readonly changed = new Listeners<void>()
  readonly #relay: SettingsAtRelay
  readonly #now: () => number
  readonly #online = createSignal(false)
  readonly #own = new Map<string, Kept>()
  readonly #queue: Kept[] = []
  readonly device: string
  /** While true, nothing that is written here reaches the relay, although what the relay has comes in. */
  holds = false
  #seq = 0

  constructor(relay: SettingsAtRelay, device: string, now: () => number) {
    this.#relay = relay
    this.#now = now
    this.device = device
    relay.devices.push(this)
  }

  isInStep(): boolean {
    return this.#online[0]()
  }

  newest(key: string) {
    return this.#own.get(key)
  }

  under(start: string) {
    return [...this.#own.values()].filter(({ key }) => key.startsWith(start))
  }

  async put(key: string, value: unknown): Promise<Unsent> {
    const newest = Math.max(0, ...[...this.#own.values()].map(({ time }) => time))
    const name = `${this.device}.${(++this.#seq).toString(36)}`
    const record = { key, value, name, time: Math.max(this.#now(), newest + 1), segment: 1 }
    this.#queue.push(record)
    this.#note(record)
    if (this.#online[0]()) this.#send()
    return { name, room: 'me', segment: 1, unsigned: new Uint8Array(), record: null, at: record.time }
  }

  connect(): void {
    for (const record of this.#relay.kept.values()) this.#note(record)
    this.changed.emit()
    this.#send()
    this.#online[1](true)
  }

  disconnect(): void {
    this.#online[1](false)
  }

  /** What was not sent gets other names, as records whose date was refused. */
  writeAnew(): void {
    for (const { key, value } of this.#queue.splice(0)) void this.put(key, value)
  }

  hear(): void {
    if (!this.#online[0]()) return
    for (const record of this.#relay.kept.values()) this.#note(record)
    this.changed.emit()
  }

  isUnsent(name: string): boolean {
    return this.#queue.some((record) => record.name === name)
  }

  #send(): void {
    if (this.holds) return
    for (const record of this.#queue.splice(0)) this.#relay.take(record)
  }

  #note(record: Kept): void {
    const before = this.#own.get(record.key)
    if (before && comparePositions(record, before) <= 0) return
    this.#own.set(record.key, record)
    this.changed.emit()
  }
}
