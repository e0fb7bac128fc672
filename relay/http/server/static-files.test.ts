import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import { expect, onTestFinished, test } from 'vitest'
import type { Env } from './context.ts'
import { serveStatic } from './static-files.ts'

test('every address of the app is its page, also a message or a thread, whose name has a dot; other files are missing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yabber-static-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'index.html'), 'the app')
  const server = new Hono<Env>().get('*', serveStatic(folder))
  const get = async (path: string) => {
    const answer = await server.request(path)
    return answer.status === 200 ? answer.text() : answer.status
  }
  const room = '/r/AAAAAAAAAAAAAAAAAAAAAA'
  for (const path of [
    '/',
    '/threads',
    room,
    `${room}/m/AAAAAAAAAAAAAAAAAAAAAA.1`,
    `${room}/t/AAAAAAAAAAAAAAAAAAAAAA.1`,
  ])
    expect(await get(path), path).toBe('the app')
  for (const path of ['/robots.php', '/assets/old.js']) expect(await get(path), path).toBe(404)
})
