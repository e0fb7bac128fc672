import { expect, test } from 'vitest'
import { fromBase64url } from '../../shared/base64url.ts'
import { linkFor } from './compose.ts'

test('time goes on from the newest, but not from a clock that was ahead', () => {
  const room = 'AAAAAAAAAAAAAAAAAAAAAA'
  const draft = {
    room,
    roomBytes: fromBase64url(room),
    segment: 1,
    device: new Uint8Array(16),
    now: 1_000_000,
    ref: '',
    body: { kind: 'post', text: 'x' },
  } as const
  const end = { seq: 1, prev: new Uint8Array(16), time: 0 }
  const timeWith = (newest: number) => linkFor({ ...draft, newest })(end).next.time
  expect([timeWith(0), timeWith(1_000_500), timeWith(9_000_000)]).toEqual([1_000_000, 1_000_501, 1_000_000])
})
