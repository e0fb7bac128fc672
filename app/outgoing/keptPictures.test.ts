import { expect, test } from 'vitest'
import { tableInMemory } from '../base/table.ts'
import type { Answer } from '../sync/api.ts'
import { openKeptPictures } from './keptPictures.ts'

const webp = new TextEncoder().encode('RIFF....WEBP')
const taken: Answer = { status: 200, body: {} }

const stage = async (...answers: Answer[]) => {
  const table = tableInMemory<Uint8Array>()
  const uploads: string[] = []
  const shown: string[] = []
  const upload = async (path: string, _: Uint8Array, type: string) => {
    uploads.push(`${path} ${type}`)
    return answers.shift() ?? taken
  }
  const api = { get: async () => taken, post: async () => taken, upload }
  const show = (hash: string) => shown.push(hash)
  const open = () => openKeptPictures({ table, api, show, failed: () => {} })
  return { open, uploads, shown, table }
}

test('keeps a picture, even after a restart, until the relay has it', async () => {
  const { open, uploads, shown, table } = await stage('offline')
  const hash = await (await open()).put(webp)
  expect(hash).toMatch(/^[\w-]{43}$/)
  const again = await open()
  expect(shown).toEqual([hash, hash])
  expect(await again.upload(hash)).toBe(false)
  expect(await again.upload(hash)).toBe(true)
  expect(uploads).toEqual(['/pictures image/webp', '/pictures image/webp'])
  expect(await table.entries()).toEqual([])
})

test('leaves it to the relay to judge a picture that is not stored here', async () => {
  const { open, uploads } = await stage()
  expect(await (await open()).upload('A'.repeat(43))).toBe(true)
  expect(uploads).toEqual([])
})

test("doesn't offer a picture again after the relay refused it", async () => {
  const { open, uploads } = await stage({ status: 422, body: {} })
  const pictures = await open()
  const hash = await pictures.put(webp)
  await pictures.upload(hash)
  await pictures.upload(hash)
  expect(uploads).toHaveLength(1)
})

test('keeps a picture waiting while the relay asks to wait', async () => {
  const { open } = await stage({ status: 429, body: {} }, { status: 503, body: {} })
  const pictures = await open()
  const hash = await pictures.put(webp)
  expect([await pictures.upload(hash), await pictures.upload(hash), await pictures.upload(hash)]).toEqual([
    false,
    false,
    true,
  ])
})
