import { expect, test } from 'vitest'
import { fromBase64url } from '../../shared/base64url.ts'
import { linkFor } from './planRecord.ts'

test('P4: a record is dated after the newest one, however far ahead that is, but not after our own clock if that ran ahead', () => {
  const room = 'AAAAAAAAAAAAAAAAAAAAAA'
  const draft = {
    room,
    roomBytes: fromBase64url(room),
    segment: 1,
    device: new Uint8Array(16),
    now: 1_000_000,
    isAnew: false,
    ref: '',
    body: { kind: 'post', text: 'x' },
  } as const
  const end = { seq: 1, prev: new Uint8Array(16), time: 0 }
  const timeWith = (newest: number, time = 0, isAnew = false) =>
    linkFor({ ...draft, isAnew, newest })({ ...end, time }).next.time
  expect([timeWith(0), timeWith(1_000_500), timeWith(9_000_000)]).toEqual([1_000_000, 1_000_501, 9_000_001])
  expect([timeWith(0, 1_000_500), timeWith(9_000_000, 9_000_001)]).toEqual([1_000_501, 9_000_002])
  expect(timeWith(0, 9_000_000)).toBe(9_000_001)
  expect(timeWith(0, 9_000_000, true)).toBe(1_000_000)
})
