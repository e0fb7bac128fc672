import { strFromU8, strToU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { png, webp } from '../../../tests/world/pictures.ts'
import { packExport } from './packExport.ts'

test('the export holds the account exactly as the relay sent it, and each picture once', async () => {
  const account = strToU8(
    JSON.stringify({ user: { name: 'Amy', picture: 'face' }, rooms: [{ picture: 'shed' }, { picture: 'face' }] }),
  )
  const pictures: Record<string, Uint8Array> = { face: webp(), shed: png() }
  const files = unzipSync(await packExport(account, async (hash) => pictures[hash] ?? null))
  expect(Object.keys(files).sort()).toEqual(['account.json', 'pictures/face.webp', 'pictures/shed.png'])
  expect(files['account.json']).toEqual(account)
  expect(files['pictures/face.webp']).toEqual(webp())
})

test("if a picture can't be fetched, the export still has everything else", async () => {
  const files = unzipSync(await packExport(strToU8('{"picture":"gone"}'), async () => null))
  expect(strFromU8(files['account.json']!)).toBe('{"picture":"gone"}')
})
