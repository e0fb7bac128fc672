import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { openLibsql } from '../../relay/store/libsql/open.ts'
import { MemoryStore } from '../world/store/memory-store.ts'
import { storeSuite } from './store.ts'

const folders: string[] = []
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true })
})

storeSuite('the store in libSQL', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'yabber-store-'))
  folders.push(folder)
  return openLibsql(join(folder, 'log.db'))
})
storeSuite('the store in memory', async () => new MemoryStore())
