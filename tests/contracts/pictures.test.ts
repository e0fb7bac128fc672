import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chunk, exif, extendedWebp, jpeg, part, png, webp } from '../world/pictures.ts'
import { olga, type StartedDoor, startDoor } from './door.ts'

let door: StartedDoor
let token: string
beforeAll(async () => {
  door = await startDoor()
  token = await door.tokenOf('/api/sign-up', olga)
})
afterAll(() => door.stop())

const bring = async (bytes: Uint8Array, type = 'image/webp', headers: Record<string, string> = {}) => {
  const answer = await fetch(`${door.url}/api/pictures`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': type, ...headers },
    body: Buffer.from(bytes),
  })
  return { status: answer.status, body: (await answer.json()) as { hash?: string; error?: string } }
}
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64url')

test.each<[string, Uint8Array, string]>([
  ['webp', webp({ width: 512, height: 512 }), 'image/webp'],
  ['png', png({ width: 40, height: 40 }), 'image/png'],
  ['jpeg', jpeg({ width: 512, height: 300 }), 'image/jpeg'],
])(
  'P21 P58: a %s is stored under its hash, and anybody who knows the hash can see it for good',
  async (_, bytes, type) => {
    const { status, body } = await bring(bytes, type)
    expect([status, body.hash]).toEqual([200, hashOf(bytes)])
    const shown = await fetch(`${door.url}/pictures/${body.hash}`)
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(bytes)
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': type,
      'cache-control': 'private, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    })
  },
)

test("the relay reads a picture's type from its bytes, whatever the upload claims", async () => {
  const { body } = await bring(png(), 'image/jpeg')
  const shown = await fetch(`${door.url}/pictures/${body.hash}`)
  expect(shown.headers.get('content-type')).toBe('image/png')
})

test.each<[string, Uint8Array]>([
  ['where a photograph was taken', jpeg({ more: exif() })],
  ['words in a PNG', png({ more: chunk('tEXt', [65, 0, 66]) })],
  ['XMP in a WebP', extendedWebp({ flags: 4, more: part('XMP ', [60, 62]) })],
  ['more than 512 pixels along an edge', webp({ width: 513, height: 512 })],
  ['bytes behind its end', jpeg({ tail: [60, 33] })],
  ['a page', Buffer.from('<html><script>alert(1)</script>')],
  ['nothing', new Uint8Array()],
])('%s is refused', async (_, bytes) => {
  expect(await bring(bytes)).toEqual({ status: 422, body: { error: 'malformed' } })
  expect((await fetch(`${door.url}/pictures/${hashOf(bytes)}`)).status).toBe(404)
})

test('a body of more than 256 KB is refused before it is read', async () => {
  // The relay did not read the body, so the connection cannot be used again.
  const last = { connection: 'close' }
  expect(await bring(new Uint8Array(256 * 1024 + 1), 'image/webp', last)).toEqual({
    status: 413,
    body: { error: 'too-large' },
  })
})

test("the relay takes a picture only from a signed-in person, from our own page or a program, with a picture's content type", async () => {
  expect((await bring(webp(), 'application/json')).status).toBe(415)
  expect((await bring(webp(), 'text/plain')).status).toBe(415)
  expect((await bring(webp(), 'image/svg+xml')).status).toBe(415)
  expect((await bring(webp(), 'image/webp', { origin: 'https://evil.example' })).status).toBe(403)
  expect((await bring(webp(), 'image/webp', { authorization: 'Bearer nobody' })).status).toBe(401)
})

test('other routes refuse pictures', async () => {
  const answer = await fetch(`${door.url}/api/acts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'image/webp' },
    body: Buffer.from(webp()),
  })
  expect(answer.status).toBe(415)
})

test.each(['AAAA', `${'A'.repeat(42)}!`, '..%2f..%2frooms.db', 'A'.repeat(43)])(
  'at /pictures/%s there is nothing',
  async (hash) => {
    expect((await fetch(`${door.url}/pictures/${hash}`)).status).toBe(404)
  },
)

test('a person can upload about 100 pictures a day, and not all of them at once', async () => {
  const other = await startDoor()
  const theirs = await other.tokenOf('/api/sign-up', olga)
  let kept = 0
  const bringOne = async () => {
    const { status } = await fetch(`${other.url}/api/pictures`, {
      method: 'POST',
      headers: { authorization: `Bearer ${theirs}`, 'content-type': 'image/webp' },
      body: Buffer.from(webp({ width: 1 + (kept % 512), height: 1 + Math.floor(kept / 512) })),
    })
    if (status === 200) kept++
    return status
  }
  while ((await bringOne()) === 200);
  expect(kept).toBe(20)
  for (let minutes = 0; minutes < 120; minutes++) {
    await other.time.pass(60_000)
    await bringOne()
  }
  expect(kept).toBeGreaterThanOrEqual(100)
  expect(kept).toBeLessThanOrEqual(110)
  await other.stop()
})
