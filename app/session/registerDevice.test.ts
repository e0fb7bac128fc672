import { expect, test } from 'vitest'
import { toBase64url } from '../../shared/base64url.ts'
import { tableInMemory } from '../base/table.ts'
import { needIdentity } from '../store/identity.ts'
import type { Answer } from '../sync/api.ts'
import { registerDevice } from './registerDevice.ts'

const me = { id: 'AAAAAAAAAAAAAAAAAAAAAA', username: 'olga', name: 'Olga', admin: false }
const signer = await needIdentity(tableInMemory())
const device = toBase64url(signer.device)

const introducedBy = (answer: Answer, bound: Answer = { status: 200, body: {} }) =>
  registerDevice(
    me,
    signer,
    { get: async () => answer, post: async () => bound, upload: async () => bound },
    { met() {}, relay() {} },
  )

test("a device the relay knows continues, and a device it doesn't know is registered first", async () => {
  expect(await introducedBy({ status: 200, body: { user: me, device } })).toBe('go')
  expect(await introducedBy({ status: 200, body: { user: me, device: null } })).toBe('go')
  expect(await introducedBy({ status: 200, body: { user: me, device: null } }, 'offline')).toBe('unreachable')
})

test.each([429, 403, 404, 500, 503, 200])(
  "an answer of %i that doesn't concern us signs nobody out",
  async (status) => {
    expect(await introducedBy({ status, body: {} })).toBe('wait')
  },
)

test.each([502, 504])('an answer of %i comes from a proxy, so the relay counts as unreachable', async (status) => {
  expect(await introducedBy({ status, body: {} })).toBe('unreachable')
})

test('a 401 ends the sign-in session, and so does an answer for another user', async () => {
  expect(await introducedBy({ status: 401, body: {} })).toBe('ended')
  const other = { ...me, id: 'BBBBBBBBBBBBBBBBBBBBBA' }
  expect(await introducedBy({ status: 200, body: { user: other, device } })).toBe('ended')
})

test("a device that somebody removed is told so, and isn't asked to wait", async () => {
  const bound: Answer = { status: 410, body: { error: 'ended' } }
  expect(await introducedBy({ status: 200, body: { user: me, device: null } }, bound)).toBe('device-ended')
})

test.each([
  ["an address that the relay doesn't accept", 403, 'foreign-origin', 'address'],
  ['a full disk', 507, 'full', 'full'],
])("a device that can't be registered because of %s is told why", async (_, status, error, why) => {
  expect(await introducedBy({ status: 200, body: { user: me, device: null } }, { status, body: { error } })).toBe(why)
})
