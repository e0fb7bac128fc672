import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { toBase64url } from '../../shared/base64url.ts'
import { deviceId } from '../../shared/record/signed-bytes.ts'

/** The key pair of a device. The same number always gives the same pair. */
export interface Key {
  publicKey: Uint8Array
  id: Uint8Array
  idText: string
  sign(bytes: Uint8Array): Uint8Array
}

const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex')
const spki = Buffer.from('302a300506032b6570032100', 'hex')
const keys = new Map<number, Key>()
const publicKeys = new Map<string, KeyObject>()

export const key = (number: number): Key => {
  const known = keys.get(number) ?? makeKey(number)
  keys.set(number, known)
  return known
}

const makeKey = (number: number): Key => {
  const secret = createHash('sha256').update(`a key for the simulation ${number}`).digest()
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8, secret]), format: 'der', type: 'pkcs8' })
  const exported = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const publicKey = new Uint8Array(exported.subarray(spki.length))
  const id = deviceId(publicKey)
  return { publicKey, id, idText: toBase64url(id), sign: (bytes) => new Uint8Array(sign(null, bytes, privateKey)) }
}

const publicKeyOf = (raw: Uint8Array): KeyObject => {
  const text = toBase64url(raw)
  const known =
    publicKeys.get(text) ?? createPublicKey({ key: Buffer.concat([spki, raw]), format: 'der', type: 'spki' })
  publicKeys.set(text, known)
  return known
}

export const isSignedBy = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean =>
  verify(null, message, publicKeyOf(publicKey), signature)
