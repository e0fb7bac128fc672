import { expect, test } from 'vitest'
import { refill } from './precache.ts'

const files = new Map([
  ['http://x/index.html', 'http://x/index.html?revision=1'],
  ['http://x/assets/a.js', 'http://x/assets/a.js'],
  ['http://x/assets/b.js', 'http://x/assets/b.js'],
])

/** Refills a cache that already has `kept`, from a relay that has all of `files` except `lacks`. */
const fill = async ({ kept = [] as string[], lacks = '', isServed = true }) => {
  const rows = new Map(kept.map((key) => [key, 'as it was']))
  const fetched: string[] = []
  const cache = {
    keys: async () => [...rows.keys()].map((key) => new Request(key)),
    put: async (key: string, response: Response) => void rows.set(key, await response.text()),
  }
  await refill({
    caches: { open: async () => cache } as unknown as CacheStorage,
    cacheName: 'app',
    files,
    fetch: async ({ url }) => {
      fetched.push(url)
      return url === lacks ? new Response(null, { status: 404 }) : new Response(url)
    },
    isServed: async () => isServed,
  })
  return { rows: Object.fromEntries(rows), fetched }
}

test('an emptied cache gets every file again, each under its own key', async () => {
  const { rows } = await fill({})
  expect(rows).toEqual(Object.fromEntries([...files].map(([url, key]) => [key, url])))
})

test('a complete cache asks the relay for nothing', async () => {
  const { rows, fetched } = await fill({ kept: [...files.values()] })
  expect(fetched).toEqual([])
  expect(new Set(Object.values(rows))).toEqual(new Set(['as it was']))
})

test('only missing files are fetched', async () => {
  const { rows, fetched } = await fill({ kept: ['http://x/assets/a.js'] })
  expect(fetched).toEqual(['http://x/index.html', 'http://x/assets/b.js'])
  expect(rows['http://x/assets/a.js']).toBe('as it was')
})

test('if the relay has a newer version or lacks one of the files, the cache stays as it is', async () => {
  expect((await fill({ isServed: false })).rows).toEqual({})
  expect((await fill({ lacks: 'http://x/assets/b.js' })).rows).toEqual({})
})
