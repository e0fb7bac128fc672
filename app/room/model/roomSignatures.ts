import { fromBase64url } from '../../../shared/base64url.ts'
import { readRecordName } from '../../../shared/record/name.ts'
import type { FoldEntry } from '../../../shared/room/entry.ts'
import type { Message } from '../../../shared/room/message.ts'
import { Listeners } from '../../base/listeners.ts'
import type { Segment } from '../../segments/segment.ts'
import type { Verifier } from '../../verify/verifier.ts'
import type { MessageView } from './RoomView.ts'

/** What is known about the signatures in one room. A segment is verified when it is shown. */
export class RoomSignatures {
  readonly changed = new Listeners<Segment>()
  readonly #room: Uint8Array
  readonly #verifier: Verifier
  readonly #publicKeyOf: (device: string) => Uint8Array | undefined
  /** Null: not known yet. Keyed by bytes, because a name may hold another record after the document is rebuilt. */
  readonly #known = new WeakMap<Uint8Array, { good: boolean | null }>()

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
      const good = entry && this.#known.get(entry.bytes)?.good
      if (good === false) return 'forged'
      if (!good) found = 'pending'
    }
    return found
  }

  /** Starts to verify all records of a segment that were not asked for before. */
  ask(segment: Segment): void {
    const byDevice = new Map<string, FoldEntry[]>()
    for (const entry of segment.entries.values()) {
      if (this.#known.has(entry.bytes) || !this.#publicKeyOf(entry.device)) continue
      this.#known.set(entry.bytes, { good: null })
      byDevice.set(entry.device, byDevice.get(entry.device) ?? [])
      byDevice.get(entry.device)?.push(entry)
    }
    if (byDevice.size === 0) return
    void Promise.all([...byDevice].map(([device, entries]) => this.#verify(device, entries))).then(() => {
      segment.leaveOut([...byDevice.values()].flat().filter((entry) => this.#isForgedAct(entry)))
      this.changed.emit(segment)
    })
  }

  /**
   * A forged text is shown with a warning. A forged act on a message, such as a reaction or a vote, has nothing to
   * be shown, and nobody may be said to have done it.
   */
  #isForgedAct({ kind, bytes }: FoldEntry): boolean {
    return kind !== 'post' && kind !== 'import' && kind !== 'edit' && this.#known.get(bytes)?.good === false
  }

  async #verify(device: string, entries: FoldEntry[]): Promise<void> {
    const publicKey = this.#publicKeyOf(device)
    if (!publicKey) return
    const sorted = entries
      .map((entry) => ({ entry, seq: readRecordName(entry.name).seq }))
      .sort((a, b) => a.seq - b.seq)
    const records = sorted.map(({ entry }) => entry.bytes)
    const good = await this.#verifier.verify({ room: this.#room, publicKey, records })
    for (const [at, bytes] of records.entries()) this.#known.set(bytes, { good: good?.[at] ?? null })
  }
}
