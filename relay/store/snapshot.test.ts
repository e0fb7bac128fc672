import { expect, test } from 'vitest'
import type { Page } from './records.ts'
import { readSnapshot, writeSnapshot } from './snapshot.ts'

const page: Page = {
  blocks: [
    {
      client: 2 ** 32 - 1,
      clock: 3,
      structs: [
        { name: 'phone.1', bytes: Uint8Array.of(1, 2, 3), late: null },
        { empty: 500 },
        { name: 'phone.2', bytes: new Uint8Array(), late: 1_800_000_000_000 },
      ],
    },
    { client: 1, clock: 0, structs: [{ empty: 1 }] },
  ],
  end: { client: 1, clock: 0, reached: 1 },
}

test('a snapshot gives back the page it was made of', () => {
  for (const end of [page.end, null, { client: 2 ** 32 - 1, clock: 7, reached: null }])
    expect(readSnapshot(writeSnapshot({ ...page, end }))).toEqual({ ...page, end })
})

test('no record lies in the first page of a snapshot, where copies of it could stay behind', () => {
  expect(
    writeSnapshot(page)
      .subarray(0, 4096)
      .every((byte) => byte === 0),
  ).toBe(true)
})
