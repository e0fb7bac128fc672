import { readRoster } from '../../shared/room/roster.ts'
import { rosterName, segmentName } from '../../shared/wire/documents.ts'
import type { Person } from '../world/person.ts'
import type { Relay } from '../world/relay.ts'
import { Stock } from '../world/stock.ts'

/** A member who writes with stock clients, moves on when the head does, and remembers every record. */
export class Talker {
  readonly said = new Map<string, { segment: number; bytes: Uint8Array }>()
  readonly segments = new Map<number, Stock>()
  readonly #relay: Relay
  readonly #person: Person
  readonly #room: string
  readonly #roster: Stock
  #isOnline = true

  constructor(relay: Relay, person: Person, room: string) {
    this.#relay = relay
    this.#person = person
    this.#room = room
    this.#roster = new Stock(relay, rosterName(room), person.token)
  }

  get head(): number {
    return readRoster(this.#roster.roster.entries()).head
  }

  /** Posts the texts. Returns the names of the records. */
  say(...texts: string[]): string[] {
    const segment = this.head
    const records = texts.map((text) => this.#person.device.post(this.#room, text))
    for (const { name, bytes } of records) this.said.set(name, { segment, bytes })
    this.open(segment).write(...records)
    return records.map(({ name }) => name)
  }

  open(segment: number): Stock {
    const stock =
      this.segments.get(segment) ?? new Stock(this.#relay, segmentName(this.#room, segment), this.#person.token)
    this.segments.set(segment, stock)
    if (!this.#isOnline) stock.provider.disconnect()
    return stock
  }

  /** Names of the records that the relay has acknowledged. */
  kept(): string[] {
    return [...this.said.keys()].filter((name) => this.isKept(name))
  }

  isKept(name: string): boolean {
    return this.segments.get(this.said.get(name)!.segment)!.isKept(name)
  }

  refused(): string[] {
    return [...this.segments.values()].flatMap((stock) => [...stock.refused.keys()])
  }

  goOffline(): void {
    this.#isOnline = false
    for (const stock of this.#all()) stock.provider.disconnect()
  }

  /**
   * Connects the head, the segments with records that are not acknowledged yet, and `segments`. The others stay closed.
   */
  goOnline(segments: Iterable<number> = []): void {
    this.#isOnline = true
    const kept = new Set(this.kept())
    const unkept = [...this.said].filter(([name]) => !kept.has(name)).map(([, { segment }]) => segment)
    this.#roster.provider.connect()
    for (const segment of new Set([this.head, ...unkept, ...segments])) this.open(segment).provider.connect()
  }

  end(): void {
    for (const stock of this.#all()) stock.end()
  }

  #all(): Stock[] {
    return [this.#roster, ...this.segments.values()]
  }
}
