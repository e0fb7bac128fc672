import { afterEach, expect, test, vi } from 'vitest'
import { pictureCache } from './pictureCache.ts'

afterEach(() => vi.unstubAllGlobals())

/** The part of CacheStorage that pictures need. */
const cachesInMemory = () => {
  const rows = new Map<string, Response>()
  const keyOf = (request: string | Request) =>
    new URL(typeof request === 'string' ? request : request.url, 'http://x').href
  const cache = {
    match: async (request: Request) => rows.get(keyOf(request))?.clone(),
    put: async (request: string | Request, response: Response) => void rows.set(keyOf(request), response),
    keys: async () => [...rows.keys()].map((url) => new Request(url)),
    delete: async (request: Request) => rows.delete(keyOf(request)),
  }
  return { open: async () => cache, delete: async () => rows.clear() } as unknown as CacheStorage
}
const stage = (most?: number) => {
  const fetched: string[] = []
  const work: Promise<unknown>[] = []
  vi.stubGlobal('fetch', async ({ url }: Request) => {
    fetched.push(url)
    return url.endsWith('missing') ? new Response(null, { status: 404 }) : new Response('picture')
  })
  const pictures = pictureCache(cachesInMemory(), most)
  const ask = async (name: string) => {
    const answer = await pictures.serve(new Request(`http://x/pictures/${name}`), (later) => work.push(later))
    await Promise.all(work)
    return answer
  }
  return { pictures, ask, fetched }
}

test('a picture is fetched only once', async () => {
  const { ask, fetched } = stage()
  expect(await (await ask('one')).text()).toBe('picture')
  expect(await (await ask('one')).text()).toBe('picture')
  expect(fetched).toEqual(['http://x/pictures/one'])
})

test('a picture added on this device needs no network', async () => {
  const { pictures, ask, fetched } = stage()
  await pictures.put('mine', new Blob(['made here']))
  expect(await (await ask('mine')).text()).toBe('made here')
  expect(fetched).toEqual([])
})

test('a missing picture is asked for again', async () => {
  const { ask, fetched } = stage()
  expect((await ask('missing')).status).toBe(404)
  await ask('missing')
  expect(fetched).toHaveLength(2)
})

test('a full cache drops its oldest pictures first', async () => {
  const { ask, fetched } = stage(2)
  for (const name of ['one', 'two', 'three', 'two', 'one']) await ask(name)
  expect(fetched.map((url) => url.split('/').at(-1))).toEqual(['one', 'two', 'three', 'one'])
})
