import { afterEach, expect, test, vi } from 'vitest'
import { fontFromCache } from './fontCache.ts'

afterEach(() => vi.unstubAllGlobals())

const stage = () => {
  const rows = new Map<string, Response>()
  const cache = {
    match: async ({ url }: Request) => rows.get(url)?.clone(),
    put: async ({ url }: Request, response: Response) => void rows.set(url, response),
    keys: async () => [...rows.keys()].map((url) => new Request(url)),
    delete: async ({ url }: Request) => rows.delete(url),
  }
  const caches = { open: async () => cache } as unknown as CacheStorage
  const fetched: string[] = []
  vi.stubGlobal('fetch', async ({ url }: Request) => {
    fetched.push(url)
    return url.includes('missing') ? new Response(null, { status: 404 }) : new Response('font')
  })
  const ask = async (name: string) => {
    const work: Promise<unknown>[] = []
    const answer = await fontFromCache(caches, new Request(`http://x/${name}`), (later) => work.push(later), 2)
    await Promise.all(work)
    return answer
  }
  return { ask, fetched, kept: () => [...rows.keys()] }
}

test('a font is fetched once', async () => {
  const { ask, fetched } = stage()
  expect(await (await ask('one')).text()).toBe('font')
  expect(await (await ask('one')).text()).toBe('font')
  expect(fetched).toEqual(['http://x/one'])
})

test('the oldest parts are deleted, and an error is not kept', async () => {
  const { ask, kept } = stage()
  await ask('one')
  await ask('two')
  expect((await ask('missing')).status).toBe(404)
  expect(kept()).toEqual(['http://x/one', 'http://x/two'])
  await ask('three')
  expect(kept()).toEqual(['http://x/two', 'http://x/three'])
})
