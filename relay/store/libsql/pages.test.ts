import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RecordRow } from '../records.ts'
import { openLibsql } from './open.ts'

const clients = 4_000
const each = 4

const rows = Array.from({ length: clients * each }, (_, n): RecordRow => {
  const place = { room: 'garden', segment: 1, client: Math.floor(n / each), clock: n % each }
  return { ...place, device: 'phone', user: 'ada', at: 1, state: 'empty', length: 1 }
})

test('a client that holds a large segment by thousands of ids is answered at once, and lacks only what it says', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yabber-pages-'))
  const store = await openLibsql(join(folder, 'log.db'))
  await store.commit({ records: rows })
  const held = new Map(Array.from({ length: clients }, (_, client): [number, number] => [client, each]))
  held.set(7, each - 1)
  held.delete(9)
  const began = performance.now()
  const page = await store.records.page('garden', 1, held, null)
  expect(performance.now() - began).toBeLessThan(1_000) // joined row by row, this takes 3 s
  expect(page).toEqual({
    blocks: [
      { client: 7, clock: each - 1, structs: [{ empty: 1 }] },
      { client: 9, clock: 0, structs: [{ empty: each }] },
    ],
    end: null,
  })
  await store.close()
  await rm(folder, { recursive: true })
})
