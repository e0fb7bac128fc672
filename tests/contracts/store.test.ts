import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectFile } from '../../relay/store/libsql/database.ts'
import { openConnected, openLibsql } from '../../relay/store/libsql/open.ts'
import { MemoryStore } from '../../relay/store/memory.ts'
import { type StoreUnderTest, storeSuite } from './store.ts'

const openFile = async (): Promise<StoreUnderTest> => {
  const folder = await mkdtemp(join(tmpdir(), 'yabber-store-'))
  const path = join(folder, 'log.db')
  const client = await connectFile(path)()
  const opened = [await openConnected(async () => client)]
  return {
    store: opened[0]!,
    fill: async (full) => {
      const { rows } = await client.execute('PRAGMA page_count')
      await client.execute(`PRAGMA max_page_count = ${full ? Number(rows[0]?.page_count) : 1_000_000}`)
    },
    reopen: async () => {
      opened.push(await openLibsql(path))
      return opened.at(-1)!
    },
    end: async () => {
      for (const store of opened) await store.close()
      await rm(folder, { recursive: true })
    },
  }
}

const openMemory = async (): Promise<StoreUnderTest> => {
  const store = new MemoryStore()
  return {
    store,
    fill: async (full) => {
      store.disk.full = full
    },
    reopen: async () => store.reopen(),
    end: () => store.close(),
  }
}

storeSuite('the store in libSQL', openFile)
storeSuite('the store in memory', openMemory)
