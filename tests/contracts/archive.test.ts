import { gunzipSync } from 'node:zlib'
import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { archiveRoutes } from '../../relay/http/rooms/archive-routes.ts'
import type { Env } from '../../relay/http/server/context.ts'
import { securityHeaders } from '../../relay/http/server/security-headers.ts'
import { segmentName } from '../../shared/wire/documents.ts'
import type { Device, Signed } from '../world/device.ts'
import { House, type MemoryClient, type Resident } from '../world/house.ts'
import { startRelay } from '../world/relay.ts'

const origin = 'https://chat.example'
const segmentRecords = 10

/** A public room whose first two segments are closed, with the archive pages of its relay. */
const stage = async (
  first: readonly string[] = [],
  before: (device: Device, room: string) => readonly Signed[] = () => [],
) => {
  const house = new House({ segmentRecords })
  const olga = await house.person('olga')
  const milo = await house.person('milo')
  const room = await house.room(olga)
  await milo.act({ do: 'join', room })
  const peers: MemoryClient[] = []
  for (const [segment, texts] of [first, []].entries()) {
    const peer = await milo.hear(segmentName(room, segment + 1))
    const filled = Array.from({ length: segmentRecords }, (_, i) => texts[i] ?? `message ${segment + 1}.${i}`)
    const records = segment === 0 ? before(milo.device, room) : []
    await peer.write(...records, ...filled.slice(records.length).map((text) => milo.device.post(room, text)))
    peers.push(peer)
  }
  const parts = { store: house.store, origin: () => origin, network: () => 'here', now: () => house.clock.now() }
  const routes = new Hono<Env>().use(securityHeaders).route('/', archiveRoutes(parts))
  const get = async (path: string, headers: Record<string, string> = {}, signal?: AbortSignal) => {
    const response = await routes.request(path, { headers, ...(signal && { signal }) })
    const bytes = Buffer.from(await response.arrayBuffer())
    return { status: response.status, headers: response.headers, bytes, text: bytes.toString() }
  }
  return { house, olga, milo, room, peers, get }
}

const linksOf = (page: string) => [...page.matchAll(/<(?:a|link) [^>]*href="([^"]*)"/g)].map(([, href]) => href)

describe('a public room as plain pages', () => {
  it("starts with the room's name, its topic and its closed parts, newest first", async () => {
    const { olga, room, get } = await stage()
    await olga.act({ do: 'change', room, name: 'Tea & <talk>', topic: 'what we drink' })
    const { status, headers, text } = await get(`/archive/${room}`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(text).toContain('<h1 dir="auto">Tea &amp; &lt;talk&gt;</h1>')
    expect(text).toContain('what we drink')
    expect(linksOf(text).filter((href) => /\/\d+$/.test(href!))).toEqual([`/archive/${room}/2`, `/archive/${room}/1`])
    expect(text).toContain(`<link rel="canonical" href="${origin}/archive/${room}">`)
    expect(text).toContain(`href="/r/${room}"`)
  })

  it('adds the user name where two names look alike', async () => {
    const { olga, milo, room, get } = await stage()
    await olga.act({ do: 'profile', room: olga.id, name: 'Milo Green' })
    await milo.act({ do: 'profile', room: milo.id, name: 'milo grееn' })
    expect((await get(`/archive/${room}/1`)).text).toContain('<bdi>milo grееn @milo</bdi>')
  })

  it('shows who said what and when, with links to the parts before and after and into the app', async () => {
    const { room, get } = await stage(['look at https://example.org/tea'])
    const { text } = await get(`/archive/${room}/1`)
    expect(text).toContain('<html lang="en">')
    expect(text).toContain('<bdi>milo</bdi>')
    expect(text).toMatch(/<time datetime="\d{4}-\d\d-\d\dT[^"]+Z">/)
    expect(text).toContain('<a href="https://example.org/tea" rel="nofollow ugc noreferrer">')
    for (let i = 1; i < segmentRecords; i++) expect(text).toContain(`<p>message 1.${i}</p>`)
    expect(text).toContain(`<link rel="next" href="/archive/${room}/2">`)
    expect(text).not.toContain('rel="prev"')
    expect(text).toContain(`href="/r/${room}"`)
    expect((await get(`/archive/${room}/2`)).text).toContain(`<link rel="prev" href="/archive/${room}/1">`)
  })

  it('shows the options of a poll with their votes, and whose words a forwarded message has', async () => {
    const poll = { options: ['Pizza', '<b>Soup</b>'], many: false, named: false, closes: null }
    const { room, get } = await stage([], (device, room) => {
      const asked = device.write(room, { kind: 'post', text: 'Lunch?', poll })
      const forwarded = device.write(room, { kind: 'post', text: 'hello', forward: { who: 'Ann & Bob' } })
      return [asked, device.write(room, { kind: 'vote', choices: [1] }, asked.name), forwarded]
    })
    const { text } = await get(`/archive/${room}/1`)
    expect(text).toContain('<li><span dir="auto">Pizza</span>: 0 votes</li>')
    expect(text).toContain('<li><span dir="auto">&lt;b&gt;Soup&lt;/b&gt;</span>: 1 vote</li>')
    expect(text).toContain('forwarded from <bdi>Ann &amp; Bob</bdi>')
  })

  it('shows only parts that are closed', async () => {
    const { room, get, milo } = await stage()
    const head = await milo.hear(segmentName(room, 3))
    await head.write(milo.device.post(room, 'still being said'))
    expect((await get(`/archive/${room}/3`)).status).toBe(404)
    expect((await get(`/archive/${room}`)).text).not.toContain('still being said')
  })

  it('runs no script, whatever messages and names contain', async () => {
    const attacks = [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '"><svg/onload=alert(1)>',
      'javascript:alert(1) [x](javascript:alert(1))',
      '```\n</code></pre><script>alert(1)</script>\n```',
      'https://example.org/"onmouseover="alert(1)',
      '</article></main><meta http-equiv=refresh content="0;url=https://example.org/evil">',
    ]
    const { house, olga, milo, room, get } = await stage(attacks)
    await olga.act({
      do: 'change',
      room,
      name: '</title><script>alert(1)</script>',
      topic: '"><script>alert(1)</script>',
    })
    await renamed(house, milo, '<script>alert(1)</script>')
    for (const path of [`/archive/${room}`, `/archive/${room}/1`, '/archive', '/sitemap.xml']) {
      const { headers, text } = await get(path)
      expect(text, path).not.toMatch(/<script|<img|<svg|<meta http-equiv|<[^>]*\son\w+=/i)
      for (const href of linksOf(text)) expect(href).toMatch(/^(?:\/|https:\/\/(?:chat\.example|example\.org))/)
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'/)
      expect(headers.get('content-security-policy')).not.toContain('script-src')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  it('answers that nothing changed to somebody who has the page, and drops an erased message at their next visit', async () => {
    const { room, get, peers, milo } = await stage(['my secret'])
    const before = await get(`/archive/${room}/1`)
    const etag = before.headers.get('etag')!
    expect(before.text).toContain('my secret')
    expect(before.headers.get('cache-control')).toBe('public, no-cache')
    expect((await get(`/archive/${room}/1`, { 'if-none-match': etag })).status).toBe(304)
    const [name = ''] = /(?<=<article id=")[^"]+/.exec(before.text) ?? []
    await peers[0]!.write(milo.device.write(room, { kind: 'erase' }, name))
    const after = await get(`/archive/${room}/1`, { 'if-none-match': etag })
    expect(after.status).toBe(200)
    expect(after.text).not.toContain('my secret')
    expect(after.text).toContain('message 1.1')
  })

  it("isn't served from a cache after the room becomes private or closed to guests", async () => {
    const { olga, room, get } = await stage()
    const { headers } = await get(`/archive/${room}/1`)
    expect(headers.get('cache-control')).not.toMatch(/max-age=[1-9]|s-maxage|stale/)
    const asked = { 'if-none-match': headers.get('etag')! }
    await olga.act({ do: 'change', room, guests: false })
    expect((await get(`/archive/${room}/1`, asked)).status).toBe(404)
    await olga.act({ do: 'change', room, guests: true, visibility: 'private' })
    const gone = await get(`/archive/${room}/1`, asked)
    expect([gone.status, gone.headers.get('cache-control')]).toEqual([404, 'no-store'])
  })

  it('hides all messages of somebody who was banned with erasure, until the ban is lifted', async () => {
    const { olga, milo, room, get } = await stage()
    expect((await get(`/archive/${room}/1`)).text).toContain('message 1.')
    await olga.act({ do: 'ban', room, user: milo.id, erase: true })
    expect((await get(`/archive/${room}/1`)).text).not.toContain('message 1.')
    await olga.act({ do: 'unban', room, user: milo.id })
    expect((await get(`/archive/${room}/1`)).text).toContain('message 1.')
  })

  it('stops reading when the visitor has gone', async () => {
    const { room, get, house } = await stage()
    const gone = new AbortController()
    const read = house.store.records.page
    let reads = 0
    house.store.records.page = (...of) => {
      reads++
      gone.abort()
      return read(...of)
    }
    expect((await get(`/archive/${room}/1`, {}, gone.signal)).status).toBe(404)
    await get(`/archive/${room}/2`, {}, gone.signal)
    expect(reads).toBeLessThanOrEqual(2)
  })

  it('lets others have their turn while it is made: more often the more text it has', async () => {
    const turnsFor = async (text: string) => {
      const { room, get } = await stage(Array(segmentRecords).fill(text))
      let turns = 0
      let counting = setImmediate(function count() {
        turns++
        counting = setImmediate(count)
      })
      const { status } = await get(`/archive/${room}/1`)
      clearImmediate(counting)
      expect(status).toBe(200)
      return turns
    }
    const few = await turnsFor('hello')
    expect(await turnsFor(`http://a${')'.repeat(7_900)}`)).toBeGreaterThanOrEqual(few + 4)
  })

  it('is compressed for browsers that accept it', async () => {
    const { room, get } = await stage()
    const plain = await get(`/archive/${room}/1`)
    const zipped = await get(`/archive/${room}/1`, { 'accept-encoding': 'gzip' })
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(zipped.headers.get('content-encoding')).toBe('gzip')
    expect(zipped.headers.get('vary')).toContain('accept-encoding')
    expect(gunzipSync(zipped.bytes).equals(plain.bytes)).toBe(true)
    expect(plain.headers.get('content-length')).toBe(`${plain.bytes.length}`)
  })
})

describe('the list of rooms', () => {
  it('shows the topic of each room, and says when there are no rooms', async () => {
    const { olga, room, get } = await stage()
    await olga.act({ do: 'change', room, topic: 'what we drink' })
    expect((await get('/archive')).text).toContain('<p dir="auto">what we drink</p>')
    await olga.act({ do: 'change', room, guests: false })
    expect((await get('/archive')).text).toContain('No public rooms yet.')
  })
})

describe('what not everybody may read', () => {
  it.each([
    ['the owner turned guests off', { guests: false }],
    ['it was made private', { visibility: 'private' }],
  ] as const)("isn't there: %s", async (_, change) => {
    const { olga, room, get } = await stage()
    expect((await get(`/archive/${room}/1`)).text).toContain('message')
    await olga.act({ do: 'change', room, ...change })
    for (const path of [`/archive/${room}`, `/archive/${room}/1`]) {
      const { status, headers, text } = await get(path)
      expect(status).toBe(404)
      expect(text).not.toContain('message')
      expect(text).toContain('<meta name="robots" content="noindex">')
      expect(linksOf(text)).toContain('/archive')
      expect(headers.get('cache-control')).toBe('no-store')
    }
    for (const path of ['/sitemap.xml', '/archive']) expect((await get(path)).text).not.toContain(room)
  })

  it('is gone after the room is deleted, and the page says so', async () => {
    const { olga, room, get } = await stage()
    expect((await get(`/archive/${room}/1`)).text).toContain('message')
    await olga.act({ do: 'delete', room })
    for (const path of [`/archive/${room}`, `/archive/${room}/1`]) {
      const { status, text } = await get(path)
      expect(status).toBe(410)
      expect(text).toContain('This room was deleted.')
      expect(text).not.toContain('message')
    }
    expect((await get('/sitemap.xml')).text).not.toContain(room)
  })

  it.each([
    'x',
    'AAAAAAAAAAAAAAAAAAAAAA',
    'AAAAAAAAAAAAAAAAAAAAAA/1',
    '../api/rooms',
    'style.css/1',
    '%00',
    '<script>',
  ])('answers with a page that links back to the list: %s', async (path) => {
    const { status, text } = await (await stage()).get(`/archive/${path}`)
    expect(status).toBe(404)
    if (!path.startsWith('..')) expect(linksOf(text)).toContain('/archive')
  })

  it.each(['0', '01', '3', '-1', '1.5', '1e0', 'NaN', '99999999999'])(
    "isn't found as a part of a room: %s",
    async (part) => {
      const { room, get } = await stage()
      expect((await get(`/archive/${room}/${part}`)).status).toBe(404)
    },
  )

  it('includes no conversations and no personal rooms', async () => {
    const { milo, get } = await stage()
    expect((await get(`/archive/${milo.id}`)).status).toBe(404)
  })
})

describe('search engines', () => {
  it('find every page of every room that guests may read', async () => {
    const { olga, house, room, get } = await stage()
    const hidden = await house.room(olga, 'private')
    const { headers, text } = await get('/sitemap.xml')
    expect(headers.get('content-type')).toBe('application/xml; charset=utf-8')
    expect([...text.matchAll(/<loc>([^<]*)</g)].map(([, address]) => address)).toEqual([
      `${origin}/archive`,
      `${origin}/archive/${room}`,
      `${origin}/archive/${room}/1`,
      `${origin}/archive/${room}/2`,
    ])
    expect(text).not.toContain(hidden)
    expect((await get('/robots.txt')).text).toContain(`Sitemap: ${origin}/sitemap.xml`)
    expect(linksOf((await get('/archive')).text)).toContain(`/archive/${room}`)
  })

  it('have to wait when they ask for more than four pages at once, and then can go on', async () => {
    const { room, get } = await stage()
    const statuses = await Promise.all(Array.from({ length: 9 }, async () => (await get(`/archive/${room}/1`)).status))
    expect(statuses.filter((status) => status === 200)).toHaveLength(4)
    expect(statuses.filter((status) => status === 429)).toHaveLength(5)
    expect((await get(`/archive/${room}/1`)).status).toBe(200)
  })

  it('have to wait when they read more than 120 pages at once', async () => {
    const { room, get, house } = await stage()
    const statuses: number[] = []
    for (let i = 0; i < 125; i++) statuses.push((await get(`/archive/${room}`)).status)
    expect(statuses.filter((status) => status === 429)).toHaveLength(5)
    await house.clock.pass(10_000)
    expect((await get(`/archive/${room}`)).status).toBe(200)
  })
})

it('the relay that people run serves the archive itself and not the app there', async () => {
  await using relay = await startRelay()
  const get = async (path: string) => {
    const response = await fetch(relay.url + path)
    return { status: response.status, text: await response.text() }
  }
  expect((await get('/robots.txt')).text).toContain(`Sitemap: http://localhost:${relay.port}/sitemap.xml`)
  expect((await get('/sitemap.xml')).text).toContain('/archive</loc>')
  expect(await get('/archive')).toMatchObject({ status: 200, text: expect.stringContaining('<h1>Public rooms</h1>') })
  expect(await get('/archive/x')).toMatchObject({ status: 404, text: expect.stringContaining('Room not found') })
})

const renamed = (house: House, { id }: Resident, name: string) =>
  house.core.act(id, 'AAAAAAAAAAAAAAAAAAAAAA', { do: 'profile', room: id, name })
