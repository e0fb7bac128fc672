import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

interface Options {
  challenge: string
}
interface Made {
  id: string
  key: KeyObject
  user: string
  counter: number
}

/** A device that creates passkeys and signs in with them, as a browser would for a page at `origin`. */
export const makeAuthenticator = (origin: string) => {
  const host = new URL(origin).hostname
  let made: Made | null = null
  const clientData = (type: string, { challenge }: Options) => Buffer.from(JSON.stringify({ type, challenge, origin }))

  return {
    /** The answer to a request to register. */
    register(options: Options & { user: { id: string } }) {
      const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
      const id = randomBytes(32)
      made = { id: id.toString('base64url'), key: privateKey, user: options.user.id, counter: 0 }
      const attested = Buffer.concat([Buffer.alloc(16), uint16(id.length), id, coseKey(publicKey)])
      const attestation = cbor({ fmt: 'none', attStmt: {}, authData: authData(host, 0x45, 0, attested) })
      return answer(made.id, {
        clientDataJSON: text64(clientData('webauthn.create', options)),
        attestationObject: text64(attestation),
        transports: ['internal'],
      })
    },

    /** The answer to a request to sign in. `flags` says "user present and verified" by default. */
    signIn(options: Options, { flags = 0x05, counter }: { flags?: number; counter?: number } = {}) {
      if (!made) throw new Error('this device has no passkey')
      made.counter = counter ?? made.counter + 1
      const client = clientData('webauthn.get', options)
      const data = authData(host, flags, made.counter)
      const signature = sign('sha256', Buffer.concat([data, createHash('sha256').update(client).digest()]), made.key)
      return answer(made.id, {
        clientDataJSON: text64(client),
        authenticatorData: text64(data),
        signature: text64(signature),
        userHandle: made.user,
      })
    },
  }
}

const answer = <T>(id: string, response: T) => ({
  id,
  rawId: id,
  type: 'public-key',
  clientExtensionResults: {},
  response,
})

const authData = (host: string, flags: number, counter: number, more = Buffer.alloc(0)): Buffer => {
  const count = Buffer.alloc(4)
  count.writeUInt32BE(counter)
  return Buffer.concat([createHash('sha256').update(host).digest(), Buffer.from([flags]), count, more])
}

const coseKey = (key: KeyObject): Buffer => {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const entries: [number, number | Buffer][] = [
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, Buffer.from(x, 'base64url')],
    [-3, Buffer.from(y, 'base64url')],
  ]
  return Buffer.concat([head(5, entries.length), ...entries.flat().map(cbor)])
}

type Value = number | string | Buffer | { [name: string]: Value }

/** As much of CBOR (RFC 8949) as an authenticator needs. */
export const cbor = (value: Value): Buffer => {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  const entries = Object.entries(value)
  return Buffer.concat([head(5, entries.length), ...entries.flat().map(cbor)])
}

const head = (major: number, length: number): Buffer =>
  length < 24
    ? Buffer.from([(major << 5) | length])
    : length < 256
      ? Buffer.from([(major << 5) | 24, length])
      : Buffer.concat([Buffer.from([(major << 5) | 25]), uint16(length)])

const uint16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff])
const text64 = (bytes: Buffer): string => bytes.toString('base64url')
