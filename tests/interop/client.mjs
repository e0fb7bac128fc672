// A complete Yabber client for plain Node, written from PROTOCOL.md with Yjs and y-websocket. It shares no code with
// Yabber.
import { createHash, sign } from 'node:crypto'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'

const kinds = { post: 1, edit: 2, react: 3, erase: 4, pin: 5, set: 6, import: 7, vote: 8, close: 9 }

const varuint = (n) => Buffer.from(n < 128 ? [n] : [128 | (n % 128), ...varuint(Math.floor(n / 128))])
const varbytes = (bytes) => Buffer.concat([varuint(bytes.length), bytes])
const u48 = (n) => Buffer.from(n.toString(16).padStart(12, '0'), 'hex')
const hash16 = (bytes) => createHash('sha256').update(bytes).digest().subarray(0, 16)

/** A device signs with one Ed25519 key (a node:crypto KeyObject) and keeps one chain of records for each room. */
export class Device {
  #chains = new Map()

  constructor({ publicKey, privateKey }) {
    this.publicKey = Buffer.from(publicKey.export({ format: 'jwk' }).x, 'base64url')
    this.sign = (...parts) => sign(null, Buffer.concat(parts), privateKey)
  }

  proof(user) {
    return this.sign(Buffer.from('yabber/1 device\0'), Buffer.from(user, 'base64url'), this.publicKey)
  }

  record(room, kind, body, { ref = '', time = Date.now() } = {}) {
    const { seq, prev } = this.#chains.get(room) ?? { seq: 1, prev: Buffer.alloc(16) }
    const context = Buffer.concat([Buffer.from('yabber/1\0'), Buffer.from(room, 'base64url')])
    const device = hash16(this.publicKey)
    const start = [Buffer.of(1, kinds[kind]), device, varuint(seq), prev, varuint(0), u48(time)]
    const unsigned = Buffer.concat([...start, varbytes(Buffer.from(ref)), varbytes(Buffer.from(JSON.stringify(body)))])
    this.#chains.set(room, { seq: seq + 1, prev: hash16(Buffer.concat([context, unsigned])) })
    const bytes = Buffer.concat([unsigned, this.sign(context, unsigned)])
    return { name: `${device.toString('base64url')}.${seq.toString(36)}`, bytes: new Uint8Array(bytes) }
  }
}

/**
 * y-websocket's provider with a bearer token; a guest has none. `onResult` gets (name, code): 0 means on the relay's
 * disk, 1 means refused.
 */
export const open = (relay, document, doc, { token, onResult = () => {} }) => {
  class BearerSocket extends WebSocket {
    constructor(url, protocols) {
      super(url, protocols, token ? { headers: { authorization: `Bearer ${token}` } } : {})
    }
  }
  // two documents in one process meet only at the relay
  const options = { WebSocketPolyfill: BearerSocket, disableBc: true }
  const provider = new WebsocketProvider(`${relay}/sync`, document, doc, options)
  provider.messageHandlers[100] = (_, { arr, pos }) => readResults(Buffer.from(arr.subarray(pos)), onResult)
  return provider
}

const readResults = (bytes, onResult) => {
  let at = 0
  const number = () => (bytes[at] < 128 ? bytes[at++] : (bytes[at++] % 128) + 128 * number())
  const name = () => String.fromCharCode(...Array.from({ length: number() }, number)) // ASCII: one byte per character
  for (number(); at < bytes.length; ) {
    const kind = number()
    if (kind === 3) number()
    else onResult(kind, name(), kind === 0 ? undefined : number())
  }
}
