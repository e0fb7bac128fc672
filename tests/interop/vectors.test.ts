import { createPrivateKey, createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Device } from './client.mjs'

const vectors = JSON.parse(readFileSync(new URL('../../shared/record/vectors.json', import.meta.url), 'utf8'))
const pkcs8 = Buffer.concat([
  Buffer.from('302e020100300506032b657004220420', 'hex'),
  Buffer.from(vectors.privateKey, 'base64url'),
])
const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
const device = new Device({ privateKey, publicKey: createPublicKey(privateKey) })

describe('code written only from PROTOCOL.md', () => {
  test('proves its device with exactly the bytes of the test vectors', () => {
    expect(Buffer.from(device.publicKey).toString('base64url')).toBe(vectors.publicKey)
    expect(Buffer.from(device.proof(vectors.user)).toString('base64url')).toBe(vectors.deviceProof)
  })

  test('writes exactly the records of the test vectors, name for name and byte for byte', () => {
    for (const { kind, body, ref, time, name, bytes } of vectors.records) {
      const record = device.record(vectors.room, kind, JSON.parse(body), { ref, time })
      expect(record.name).toBe(name)
      expect(Buffer.from(record.bytes).toString('base64url')).toBe(bytes)
    }
  })
})
