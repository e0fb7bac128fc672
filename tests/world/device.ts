import { createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign } from 'node:crypto'
import { fromBase64url, toBase64url } from '../../shared/base64url.ts'
import { type Body, kinds, writeBody } from '../../shared/record/kinds.ts'
import { recordName } from '../../shared/record/name.ts'
import { prevBytes, type RecordFields, withSignature, writeUnsigned } from '../../shared/record/record.ts'
import { chainHash, deviceId, deviceProofBytes, signedBytes } from '../../shared/record/signed-bytes.ts'

export interface Signed {
  name: string
  bytes: Uint8Array
}

/** The fixed bytes in front of the seed of an Ed25519 key in PKCS #8 (RFC 8410). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')

/** A signing key with one chain of records for each room: what a browser profile holds. */
export class Device {
  readonly publicKey: Uint8Array
  readonly id: Uint8Array
  readonly #privateKey: KeyObject
  readonly #chains = new Map<string, { seq: number; prev: Uint8Array; time: number }>()

  /** `seed`: the 32 bytes of the private key. Pass it when a test must be repeatable. */
  constructor(seed: Uint8Array = randomBytes(32)) {
    this.#privateKey = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: 'der', type: 'pkcs8' })
    this.publicKey = fromBase64url(createPublicKey(this.#privateKey).export({ format: 'jwk' }).x!)
    this.id = deviceId(this.publicKey)
  }

  get idText(): string {
    return toBase64url(this.id)
  }

  sign(bytes: Uint8Array): Uint8Array {
    return sign(null, bytes, this.#privateKey)
  }

  proof(user: string): Uint8Array {
    return this.sign(deviceProofBytes(fromBase64url(user), this.publicKey))
  }

  /** The next honest record of this device in a room. `wrong` replaces fields before it is signed. */
  write(room: string, body: Body, ref = '', wrong: Partial<RecordFields> = {}): Signed {
    const roomId = fromBase64url(room)
    const chain = this.#chains.get(room) ?? { seq: 0, prev: new Uint8Array(prevBytes), time: 0 }
    const time = Math.max(Date.now(), chain.time + 1)
    const record = { device: this.id, seq: chain.seq + 1, prev: chain.prev, epoch: 0, time, ref }
    const whole = { kind: kinds[body.kind], ...record, body: writeBody(body), ...wrong }
    const unsigned = writeUnsigned(whole)
    this.#chains.set(room, { seq: whole.seq, prev: chainHash(roomId, unsigned), time })
    return {
      name: recordName(whole.device, whole.seq),
      bytes: withSignature(unsigned, this.sign(signedBytes(roomId, unsigned))),
    }
  }

  post(room: string, text: string): Signed {
    return this.write(room, { kind: 'post', text })
  }
}
