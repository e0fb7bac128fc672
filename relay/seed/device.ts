import { generateKeyPairSync, sign } from 'node:crypto'
import { fromBase64url, toBase64url } from '../../shared/base64url.ts'
import { type Body, kinds, writeBody } from '../../shared/record/kinds.ts'
import { recordName } from '../../shared/record/name.ts'
import { prevBytes, withSignature, writeUnsigned } from '../../shared/record/record.ts'
import { chainHash, deviceId, signedBytes } from '../../shared/record/signed-bytes.ts'

/** What a device writes into a record. */
export interface RecordDraft {
  body: Body
  /** Milliseconds since 1970. */
  time: number
  /** Name of another record. Absent if the record refers to none. */
  ref?: string
}
export interface NamedRecord {
  name: string
  bytes: Uint8Array
}

/**
 * A signing key and its chain of records in each room. The key is never stored, so nobody can sign with it after the
 * seeding has ended. Each seeding uses a new device.
 */
export class Device {
  readonly publicKey: Uint8Array
  readonly id: string
  readonly #key = generateKeyPairSync('ed25519')
  readonly #bytes: Uint8Array
  readonly #chains = new Map<string, { seq: number; prev: Uint8Array }>()

  constructor() {
    this.publicKey = fromBase64url(String(this.#key.publicKey.export({ format: 'jwk' }).x))
    this.#bytes = deviceId(this.publicKey)
    this.id = toBase64url(this.#bytes)
  }

  /** The device's next record in the room. The caller must send the records in this order and leave none out. */
  async write(room: string, entry: RecordDraft): Promise<NamedRecord> {
    const { seq, message, unsigned } = this.#next(room, entry)
    const signature = await this.#sign(message)
    return { name: recordName(this.#bytes, seq), bytes: withSignature(unsigned, signature) }
  }

  #next(room: string, { body, time, ref = '' }: RecordDraft) {
    const { seq, prev } = this.#chains.get(room) ?? { seq: 1, prev: new Uint8Array(prevBytes) }
    const record = {
      kind: kinds[body.kind],
      device: this.#bytes,
      seq,
      prev,
      epoch: 0,
      time,
      ref,
      body: writeBody(body),
    }
    const unsigned = writeUnsigned(record)
    const roomBytes = fromBase64url(room)
    this.#chains.set(room, { seq: seq + 1, prev: chainHash(roomBytes, unsigned) })
    return { seq, unsigned, message: signedBytes(roomBytes, unsigned) }
  }

  /** Runs on the thread pool, so that several records are signed at once. */
  #sign(message: Uint8Array): Promise<Uint8Array> {
    return new Promise((resolve, reject) =>
      sign(null, message, this.#key.privateKey, (error, signature) => (error ? reject(error) : resolve(signature))),
    )
  }
}
