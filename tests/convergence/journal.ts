import { fromBase64url } from '../../shared/base64url.ts'
import { type Body, kinds, writeBody } from '../../shared/record/kinds.ts'
import { recordName } from '../../shared/record/name.ts'
import { prevBytes, withSignature, writeUnsigned } from '../../shared/record/record.ts'
import { chainHash, signedBytes } from '../../shared/record/signing.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'
import type { Key } from './keys.ts'

export type EntryState = { name: 'waiting' } | { name: 'acked' } | { name: 'refused'; code: RefusalCode }

/** One record that this device wrote, from the moment its place in the chain was taken. */
export interface Entry {
  room: string
  name: string
  /** The document it belongs into; changes where that segment is full. */
  segment: number
  ref: string
  body: Body
  time: number
  unsigned: Uint8Array
  /** Null until it is signed. */
  bytes: Uint8Array | null
  state: EntryState
  /** Its segment had no room for it; it waits for a later one. */
  crowdedOut: boolean
}
export interface Draft {
  segment: number
  ref: string
  body: Body
  time: number
}

/**
 * What a device wrote and what became of it: shared by its tabs, outlives them. Each method is one transaction of the
 * device's storage.
 */
export class Journal {
  readonly #key: Key
  readonly #complain: (what: string) => void
  readonly #chains = new Map<string, { seq: number; prev: Uint8Array }>()
  readonly #entries = new Map<string, Entry>()

  constructor(key: Key, complain: (what: string) => void) {
    this.#key = key
    this.#complain = complain
  }

  /** Takes the next place of the chain. It is signed later: a key cannot be waited for in a transaction. */
  take(room: string, { segment, ref, body, time }: Draft): Entry {
    const { seq, prev } = this.#chains.get(room) ?? { seq: 0, prev: new Uint8Array(prevBytes) }
    const head = { kind: kinds[body.kind], device: this.#key.id, seq: seq + 1, prev, epoch: 0 }
    const unsigned = writeUnsigned({ ...head, time, ref, body: writeBody(body) })
    this.#chains.set(room, { seq: seq + 1, prev: chainHash(fromBase64url(room), unsigned) })
    const name = recordName(this.#key.id, seq + 1)
    const state: EntryState = { name: 'waiting' }
    const entry: Entry = { room, name, segment, ref, body, time, unsigned, bytes: null, state, crowdedOut: false }
    this.#entries.set(`${room}/${name}`, entry)
    return entry
  }

  sign(entry: Entry): void {
    entry.bytes ??= withSignature(
      entry.unsigned,
      this.#key.sign(signedBytes(fromBase64url(entry.room), entry.unsigned)),
    )
  }

  find(room: string, name: string): Entry | null {
    return this.#entries.get(`${room}/${name}`) ?? null
  }

  entries(): Entry[] {
    return [...this.#entries.values()]
  }

  waiting(): Entry[] {
    return this.entries().filter(({ state }) => state.name === 'waiting')
  }

  ack(entry: Entry): void {
    entry.state = { name: 'acked' }
  }

  /** What the relay has said to have stays so. */
  refuse(entry: Entry, code: RefusalCode): void {
    if (entry.state.name === 'acked') this.#complain(`${entry.name} was acknowledged, and then refused: ${code}`)
    else if (entry.state.name === 'waiting') entry.state = { name: 'refused', code }
  }

  /** A full segment did not take it; the same bytes go to a later one. */
  crowdOut(entry: Entry): void {
    if (entry.state.name === 'acked') return
    entry.state = { name: 'waiting' }
    entry.crowdedOut = true
  }

  move(entry: Entry, segment: number): void {
    entry.segment = segment
    entry.crowdedOut = false
  }
}
