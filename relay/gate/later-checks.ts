import { fromBase64url } from '../../shared/base64url.ts'
import type { Verify } from '../base/surroundings.ts'
import type { Admission } from './judge-batch.ts'
import type { OfferedRecord } from './offer.ts'
import type { Sender } from './sender.ts'
import { isSigned } from './signatures.ts'

export type OnForged = (room: string, sender: Sender, record: OfferedRecord) => Promise<void>

interface Waiting {
  room: string
  sender: Sender
  record: OfferedRecord
}

const mostWaiting = 4_096

/**
 * Checks, one at a time, records that were admitted because a later one of their run was verified. Otherwise a device
 * could sign them badly on purpose and then erase the last one, so that the others look forged.
 */
export class LaterChecks {
  readonly #verify: Verify
  #onForged: OnForged = () => {
    throw new Error('a forged record was found, and nobody is there to remove it')
  }
  #waiting: Waiting[] = []
  #running: Promise<void> | null = null

  constructor(verify: Verify) {
    this.#verify = verify
  }

  /** Sets what is done about a record whose signature is wrong. */
  onForged(onForged: OnForged): void {
    this.#onForged = onForged
  }

  /** False while too many records wait to be checked. Then each is checked before it is admitted. */
  get hasRoom(): boolean {
    return this.#waiting.length < mostWaiting
  }

  /** Queues records, to be checked one by one. */
  put(room: string, unchecked: Admission['unchecked']): void {
    for (const { sender, records } of unchecked)
      for (const record of records) this.#waiting.push({ room, sender, record })
    this.#running ??= this.#run()
  }

  async settled(): Promise<void> {
    await this.#running
  }

  async #run(): Promise<void> {
    for (let waiting = this.#waiting; waiting.length > 0; waiting = this.#waiting) {
      this.#waiting = []
      for (const one of waiting) await this.#check(one)
    }
    this.#running = null
  }

  async #check({ room, sender, record }: Waiting): Promise<void> {
    const right = await isSigned(this.#verify, fromBase64url(room), sender.publicKey, record)
    if (!right) await this.#onForged(room, sender, record)
  }
}
