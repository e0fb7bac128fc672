import { expect, test } from 'vitest'
import type { Slices } from './records.ts'
import { readSnapshot, writeSnapshot } from './snapshot.ts'

const slices: Slices = {
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
  deleted: [{ client: 1, clock: 0, length: 1 }],
}

test('a snapshot reads back as the slices it was made from', () => {
  expect(readSnapshot(writeSnapshot(slices))).toEqual(slices)
})

test('the first page of a snapshot holds no record, because copies of that page could stay behind', () => {
  expect(
    writeSnapshot(slices)
      .subarray(0, 4096)
      .every((byte) => byte === 0),
  ).toBe(true)
})
