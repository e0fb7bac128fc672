import { fromBase64url } from '../../../shared/base64url.ts'
import { readRecordName } from '../../../shared/record/name.ts'
import type { FoldEntry } from '../../../shared/room/entry.ts'
import type { Message } from '../../../shared/room/message.ts'
import { Listeners } from '../../base/listeners.ts'
import type { Segment } from '../../segments/segment.ts'
import type { Verifier } from '../../verify/verifier.ts'
import type { MessageView } from './RoomView.ts'

interface Verdict {
  /** Null: not known, or it could not be checked. */
  good: boolean | null
  /** Settles when it is known. Null if nobody is checking it. */
  checking: Promise<void> | null
}

/**
 * The bytes of a record never change, so they are checked once for all who show them: a room that is opened again is
 * drawn with what is known. Keyed by bytes, because a name may hold another record after the document is rebuilt.
 */
const verdicts = new WeakMap<Uint8Array, Verdict>()

/** What is known about the signatures in one room. A segment is verified when it is shown. */
export class RoomSignatures {
  readonly changed = new Listeners<Segment>()
  readonly #room: Uint8Array
  readonly #verifier: Verifier
  readonly #publicKeyOf: (device: string) => Uint8Array | undefined
  /** What somebody is checking, and of which this room will tell. */
  readonly #awaited = new WeakSet<Promise<void>>()

  constructor(room: string, verifier: Verifier, publicKeyOf: (device: string) => Uint8Array | undefined) {
    this.#room = fromBase64url(room)
    this.#verifier = verifier
    this.#publicKeyOf = publicKeyOf
  }

  /** What is known about a message together with all records that changed it. */
  of(message: Message, segment: Segment): MessageView['signature'] {
    let found: MessageView['signature'] = 'verified'
    for (const name of message.from) {
      const entry = segment.entries.get(name)
      const good = entry && verdicts.get(entry.bytes)?.good
      if (good === false) return 'forged'
      if (!good) found = 'pending'
    }
    return found
  }

  /** Starts to verify what nobody has checked, and tells when that is known. */
  ask(segment: Segment): void {
    void this.check(segment)
  }

  /** The same. Resolves when all signatures of the segment are known. */
  async check(segment: Segment): Promise<void> {
    this.#begin(segment)
    const entries = [...segment.entries.values()]
    segment.leaveOut(entries.filter(isForgedAct))
    const checking = new Set(entries.flatMap(({ bytes }) => verdicts.get(bytes)?.checking ?? []))
    const unheard = [...checking].filter((one) => !this.#awaited.has(one))
    for (const one of unheard) this.#awaited.add(one)
    await Promise.all(checking)
    if (unheard.length === 0) return
    segment.leaveOut(entries.filter(isForgedAct))
    this.changed.emit(segment)
  }

  #begin(segment: Segment): void {
    const byDevice = new Map<string, FoldEntry[]>()
    for (const entry of segment.entries.values()) {
      if (verdicts.has(entry.bytes) || !this.#publicKeyOf(entry.device)) continue
      byDevice.set(entry.device, byDevice.get(entry.device) ?? [])
      byDevice.get(entry.device)?.push(entry)
    }
    for (const [device, entries] of byDevice) {
      const checking = this.#verify(device, entries)
      for (const { bytes } of entries) verdicts.set(bytes, { good: null, checking })
    }
  }

  async #verify(device: string, entries: FoldEntry[]): Promise<void> {
    const publicKey = this.#publicKeyOf(device)
    if (!publicKey) return
    const sorted = entries
      .map((entry) => ({ entry, seq: readRecordName(entry.name).seq }))
      .sort((a, b) => a.seq - b.seq)
    const records = sorted.map(({ entry }) => entry.bytes)
    const good = await this.#verifier.verify({ room: this.#room, publicKey, records })
    for (const [at, bytes] of records.entries()) verdicts.set(bytes, { good: good?.[at] ?? null, checking: null })
  }
}

/**
 * A forged text is shown with a warning. A forged act on a message, such as a reaction or a vote, has nothing to be
 * shown, and nobody may be said to have done it.
 */
const isForgedAct = ({ kind, bytes }: FoldEntry): boolean =>
  kind !== 'post' && kind !== 'import' && kind !== 'edit' && verdicts.get(bytes)?.good === false
