import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fromBase64url, toBase64url } from '../base64url.ts'
import { Malformed, utf8 } from '../bytes.ts'
import { isSeen, type Kind, kinds, readBody, readKnownBody, writeBody } from './kinds.ts'
import { limits } from './limits.ts'
import { comparePositions, isRecordName, readRecordName, recordName } from './name.ts'
import { type RecordFields, readRecord, withSignature, writeUnsigned } from './record.ts'
import { chainHash, deviceId, deviceProofBytes, signedBytes } from './signed-bytes.ts'

interface Vectors {
  room: string
  user: string
  privateKey: string
  publicKey: string
  device: string
  deviceProof: string
  records: {
    name: string
    kind: Kind
    seq: number
    time: number
    ref: string
    body: string
    prev: string
    bytes: string
  }[]
}
const vectors = JSON.parse(readFileSync(new URL('./vectors.json', import.meta.url), 'utf8')) as Vectors
const room = fromBase64url(vectors.room)
const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), fromBase64url(vectors.privateKey)])
const privateKey = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })

const plain: RecordFields = {
  kind: kinds.post,
  device: fromBase64url(vectors.device),
  seq: 1,
  prev: new Uint8Array(16),
  epoch: 0,
  time: 1_700_000_000_000,
  ref: '',
  body: writeBody({ kind: 'post', text: 'hello' }),
}
const signed = (record: RecordFields): Uint8Array => withSignature(writeUnsigned(record), new Uint8Array(64))

describe('the test vectors of PROTOCOL.md', () => {
  test('the device id is the first 16 bytes of SHA-256 of the public key', () => {
    const publicKey = fromBase64url(vectors.publicKey)
    expect(toBase64url(deviceId(publicKey))).toBe(vectors.device)
    expect(createHash('sha256').update(publicKey).digest().subarray(0, 16).toString('base64url')).toBe(vectors.device)
    const proof = sign(null, deviceProofBytes(fromBase64url(vectors.user), publicKey), privateKey)
    expect(proof.toString('base64url')).toBe(vectors.deviceProof)
  })

  test.each(vectors.records)('P3: $name ($kind) has these bytes and this name, and a valid signature', (vector) => {
    const record = readRecord(fromBase64url(vector.bytes))
    expect(recordName(record.device, record.seq)).toBe(vector.name)
    expect(record).toMatchObject({
      kind: kinds[vector.kind],
      seq: vector.seq,
      time: vector.time,
      ref: vector.ref,
      epoch: 0,
    })
    expect(toBase64url(record.prev)).toBe(vector.prev)
    expect(readBody(vector.kind, record.body)).toEqual({ kind: vector.kind, ...JSON.parse(vector.body) })
    expect(writeUnsigned(record)).toEqual(record.unsigned)
    const again = sign(null, signedBytes(room, record.unsigned), privateKey)
    expect(toBase64url(withSignature(record.unsigned, again))).toBe(vector.bytes)
    expect(verify(null, signedBytes(room, record.unsigned), createPublicKey(privateKey), record.signature)).toBe(true)
  })

  test('P11: each record holds the hash of the one before it', () => {
    let prev: Uint8Array = new Uint8Array(16)
    for (const { bytes } of vectors.records) {
      const record = readRecord(fromBase64url(bytes))
      expect(record.prev).toEqual(prev)
      prev = chainHash(room, record.unsigned)
    }
  })
})

describe('decoding is strict', () => {
  test('a record that is cut off or has an extra byte is malformed', () => {
    const bytes = signed(plain)
    for (let length = 0; length < bytes.length; length++)
      expect(() => readRecord(bytes.subarray(0, length))).toThrow(Malformed)
    expect(() => readRecord(Uint8Array.of(...bytes, 0))).toThrow(Malformed)
  })

  test('an unknown version, seq 0, and a ref that is unprintable or too long are malformed', () => {
    const other = signed(plain)
    other[0] = 2
    expect(() => readRecord(other)).toThrow(Malformed)
    for (const change of [{ seq: 0 }, { ref: 'a b' }, { ref: 'x'.repeat(41) }])
      expect(() => readRecord(signed({ ...plain, ...change }))).toThrow(Malformed)
  })

  test('P6: a body over the limit is malformed', () => {
    const body = new Uint8Array(limits.bodyBytes + 1)
    expect(() => readRecord(signed({ ...plain, body }))).toThrow(Malformed)
  })
})

describe('names', () => {
  test('a name holds its device and seq, and no other text is a name', () => {
    for (const seq of [1, 35, 36, 1_000_000, Number.MAX_SAFE_INTEGER])
      expect(readRecordName(recordName(plain.device, seq))).toEqual({ device: plain.device, seq })
    for (const text of [
      '',
      'x',
      `${vectors.device}.`,
      `${vectors.device}.0`,
      `${vectors.device}.01`,
      `${vectors.device}.A`,
    ])
      expect(isRecordName(text)).toBe(false)
  })

  test('P10: messages are ordered by time, then by the characters of their names', () => {
    const positions = [
      { time: 2, name: 'a' },
      { time: 1, name: 'b' },
      { time: 1, name: 'B' },
    ]
    expect(positions.sort(comparePositions).map(({ name }) => name)).toEqual(['B', 'b', 'a'])
  })
})

describe('bodies', () => {
  const name = recordName(plain.device, 7)
  const user = vectors.user
  const wrong: [Kind, string][] = [
    ['post', '{}'],
    ['post', '{"text":""}'],
    ['post', '{"text":1}'],
    ['post', '[]'],
    ['post', 'null'],
    ['post', '{"text":"a","re":"not a name"}'],
    ['post', '{"text":"a","thread":"not a name"}'],
    ['post', '{"text":"a","reSegment":1}'],
    ['post', '{"text":"a","threadSegment":1}'],
    ...['0', '-1', '1.5', '"1"', 'null', '1e16'].flatMap((segment): [Kind, string][] => [
      ['post', `{"text":"a","re":"${name}","reSegment":${segment}}`],
      ['post', `{"text":"a","thread":"${name}","threadSegment":${segment}}`],
    ]),
    ['post', '{"text":"a","everyone":false}'],
    ['post', '{"text":"a","everyone":1}'],
    ['post', '{"text":"a","mentions":["too short"]}'],
    ['post', `{"text":"a","mentions":${JSON.stringify(Array.from({ length: 51 }, () => user))}}`],
    ['edit', '{"text":"a","mentions":"all"}'],
    ['react', '{"emoji":"+1"}'],
    ['react', '{"emoji":"","on":true}'],
    ['erase', '{"time":-1}'],
    ['erase', '{"time":"1"}'],
    ['erase', '{"time":281474976710656}'],
    ['pin', '{"on":1}'],
    ['set', '{"key":"k"}'],
    ['set', `{"key":"k","value":"${'v'.repeat(limits.valueBytes)}"}`],
    ['import', '{"text":"a","who":"b"}'],
    ...[
      '1',
      '{}',
      '{"options":["a"],"many":false,"named":false,"closes":null}',
      `{"options":${JSON.stringify(Array.from({ length: limits.mostOptions + 1 }, () => 'a'))},"many":false,"named":false,"closes":null}`,
      '{"options":["a",""],"many":false,"named":false,"closes":null}',
      `{"options":["a","${'a'.repeat(limits.optionLength + 1)}"],"many":false,"named":false,"closes":null}`,
      '{"options":["a","b"],"named":false,"closes":null}',
      '{"options":["a","b"],"many":false,"closes":null}',
      '{"options":["a","b"],"many":false,"named":false}',
      '{"options":["a","b"],"many":false,"named":false,"closes":-1}',
    ].map((poll): [Kind, string] => ['post', `{"text":"a","poll":${poll}}`]),
    ...[
      '1',
      '{}',
      '{"who":""}',
      `{"who":"a","room":"${user}"}`,
      `{"who":"a","room":"${user}","name":"${name}"}`,
      `{"who":"a","name":"${name}","segment":1}`,
      `{"who":"a","room":"too short","name":"${name}","segment":1}`,
      `{"who":"a","room":"${user}","name":"${name}","segment":0}`,
    ].map((forward): [Kind, string] => ['post', `{"text":"a","forward":${forward}}`]),
    ['vote', '{}'],
    ['vote', '{"choices":1}'],
    ['vote', '{"choices":[-1]}'],
    ['vote', '{"choices":[1.5]}'],
    ['vote', '{"choices":["1"]}'],
    ['vote', `{"choices":[${limits.mostOptions}]}`],
    ['vote', '{"choices":[1,1]}'],
  ]
  test.each(wrong)('a %s with body %s is malformed', (kind, json) => {
    for (const read of [readBody, readKnownBody]) expect(() => read(kind, utf8(json))).toThrow(Malformed)
  })

  test.each(['a', '語', '😀'])(
    'P7: a text of more than 70,000 bytes is malformed, and one of 70,000 is not: %s',
    (character) => {
      const fits = character.repeat(Math.floor(limits.textBytes / utf8(character).length))
      const json = (text: string) => utf8(JSON.stringify({ text }))
      expect(readKnownBody('post', json(fits))).toEqual({ kind: 'post', text: fits })
      expect(() => readKnownBody('post', json(fits + character))).toThrow(Malformed)
    },
  )

  const right: [Kind, object][] = [
    ['post', { text: 'a', re: name, reSegment: 1, thread: name, threadSegment: 2, mentions: [user], everyone: true }],
    ['edit', { text: 'a', mentions: [] }],
    ['react', { emoji: '+1', on: true }],
    ['erase', { time: 0 }],
    ['erase', {}],
    ['pin', { on: true }],
    ['set', { key: 'k', value: null }],
    ['import', { text: 'a', who: 'b', id: 'c' }],
    ['post', { text: 'a', poll: { options: ['b', 'c'], many: true, named: false, closes: 1 } }],
    ['post', { text: 'a', poll: { options: ['b', 'c'], many: false, named: true, closes: null } }],
    ['post', { text: 'a', forward: { who: 'b' } }],
    ['post', { text: 'a', forward: { who: 'b', room: user, name, segment: 1 } }],
    ['vote', { choices: [] }],
    ['vote', { choices: [0, limits.mostOptions - 1] }],
    ['close', {}],
  ]
  test.each(right)('P7 P62: readers pass over unknown keys of a %s, and the relay refuses them', (kind, fields) => {
    const json = JSON.stringify(fields)
    for (const read of [readBody, readKnownBody]) expect(read(kind, utf8(json))).toEqual({ kind, ...fields })
    const start = json.slice(0, -1) + (json === '{}' ? '' : ',')
    for (const more of ['"later":[1]', '"kind":"set"', '"__proto__":{"x":1}', '"constructor":null', '"":0']) {
      const bytes = utf8(`${start}${more}}`)
      expect(readBody(kind, bytes)).toEqual({ kind, ...fields })
      expect(() => readKnownBody(kind, bytes)).toThrow(Malformed)
    }
    expect({}).not.toHaveProperty('x')
  })

  test.each([
    ['poll', { options: ['b', 'c'], many: true, named: false, closes: 1 }],
    ['forward', { who: 'b' }],
  ])('P2 P62: readers pass over unknown keys inside of %s, and the relay refuses them', (key, value) => {
    const bytes = utf8(JSON.stringify({ text: 'a', [key]: { ...value, later: 1 } }))
    expect(readBody('post', bytes)).toEqual({ kind: 'post', text: 'a', [key]: value })
    expect(() => readKnownBody('post', bytes)).toThrow(Malformed)
  })

  test('P8: each option of a poll, and the author of a forwarded message, must show something', () => {
    const poll = { options: ['a', 'b'], many: false, named: false, closes: null }
    expect(isSeen({ kind: 'post', text: 'a', poll })).toBe(true)
    expect(isSeen({ kind: 'post', text: 'a', poll: { ...poll, options: ['a', ' \u200b'] } })).toBe(false)
    expect(isSeen({ kind: 'post', text: 'a', forward: { who: 'b' } })).toBe(true)
    expect(isSeen({ kind: 'post', text: 'a', forward: { who: '\u200b' } })).toBe(false)
  })

  test('JSON nested 12,000 deep is refused without a crash', () => {
    const deep = '['.repeat(12_000) + ']'.repeat(12_000)
    expect(() => readBody('post', utf8(`{"text":${deep}}`))).toThrow(Malformed)
    expect(() => readBody('set', utf8(`{"key":"k","value":${deep}}`))).toThrow(Malformed)
  })
})
