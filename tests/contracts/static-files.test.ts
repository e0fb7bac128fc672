import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, type StartedDoor, startDoor } from './door.ts'

let door: StartedDoor
let browser: Browser
const folder = mkdtempSync(join(tmpdir(), 'yabber-app-'))

beforeAll(async () => {
  mkdirSync(join(folder, 'app/assets'), { recursive: true })
  writeFileSync(join(folder, 'secret'), 'not for you')
  writeFileSync(join(folder, 'app/index.html'), '<!doctype html><p>the app</p>')
  writeFileSync(join(folder, 'app/sw.js'), 'self.addEventListener("fetch", () => {})')
  writeFileSync(join(folder, 'app/assets/main-abc.js'), 'export {}')
  writeFileSync(join(folder, 'app/assets/main-abc.js.map'), '{}')
  door = await startDoor({ appFolder: join(folder, 'app') })
  browser = door.browser()
})
afterAll(async () => {
  await door.stop()
  rmSync(folder, { recursive: true })
})

describe('the built app', () => {
  it.each(['/', '/index.html', '/sw.js'])('makes browsers check %s for changes each time', async (path) => {
    const { status, headers } = await browser.get(path)
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-cache')
    const again = await browser.get(path, { 'if-none-match': headers.get('etag') ?? '' })
    expect([again.status, again.text]).toEqual([304, ''])
  })

  it('lets browsers keep files under /assets for good', async () => {
    const { headers } = await browser.get('/assets/main-abc.js')
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('is compressed for browsers that accept it', async () => {
    expect((await browser.get('/', { 'accept-encoding': 'gzip' })).headers.get('content-encoding')).toBe('gzip')
    expect((await browser.get('/', { 'accept-encoding': 'identity' })).headers.get('content-encoding')).toBeNull()
    expect((await browser.get('/', { 'accept-encoding': 'gzip' })).text).toContain('the app')
  })

  it('answers its own addresses with its page', async () => {
    for (const path of ['/r/AAAAAAAAAAAAAAAAAAAAAA', '/sign-in'])
      expect((await browser.get(path)).text).toContain('the app')
  })

  it('gives out no other files', async () => {
    for (const path of ['/assets/none.js', '/assets/main-abc.js.map', '/favicon.xyz'])
      expect((await browser.get(path)).status).toBe(404)
  })

  it.each(['/../secret', '/%2e%2e/secret', '/assets/..%2f..%2fsecret', '//secret', '/..%5csecret', '/%00'])(
    "doesn't let %s reach files outside its folder",
    async (path) => {
      // fetch would normalise the path before it is sent.
      const text = await new Promise<string>((resolve, reject) => {
        request(door.url, { path }, (answer) => {
          let body = ''
          answer.on('data', (bytes) => {
            body += bytes
          })
          answer.on('end', () => resolve(body))
        })
          .on('error', reject)
          .end()
      })
      expect(text).not.toContain('not for you')
    },
  )
})
