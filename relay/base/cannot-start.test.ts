import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createPlain } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../config/config.ts'
import { openFolder } from '../data-folder/folder.ts'
import { lockFolder } from '../data-folder/lock.ts'
import { readSecret } from '../data-folder/secret.ts'
import { startListening } from '../http/server/server.ts'
import { openAccountsOf } from '../relay.ts'
import { openLibsql } from '../store/libsql/open.ts'
import { CannotStart } from './cannot-start.ts'

const umask = process.umask()
let data: string
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'yabber-cannot-'))
})
afterEach(() => {
  process.umask(umask)
  rmSync(data, { recursive: true })
})

const saidBy = async (run: () => unknown): Promise<string> => {
  try {
    await run()
  } catch (error) {
    if (error instanceof CannotStart) return error.message
    throw error
  }
  return 'nothing'
}
const asFolder = 'it is a folder, not a file. Move the folder away or pass --data.'

describe('a relay that cannot start says in one sentence', () => {
  it('that its folder is a file, or is inside a file', async () => {
    const file = join(data, 'file')
    writeFileSync(file, '')
    expect(await saidBy(() => openFolder(file))).toBe(
      `cannot write ${file}: it is a file, not a folder. Move the file away or pass --data.`,
    )
    expect(await saidBy(() => openFolder(join(file, 'data')))).toBe(
      `cannot write ${file}/data: a part of the path is a file. Move the file away or pass --data.`,
    )
  })

  it.runIf(process.platform === 'linux')("that it can't write there", async () => {
    expect(await saidBy(() => openFolder('/sys/yabber'))).toMatch(
      /^cannot write \/sys\/yabber: (read-only file system|permission denied|not permitted)\. .* pass --data\.$/,
    )
  })

  const databases = {
    'lock.db': () => lockFolder(data),
    'rooms.db': () => openLibsql(join(data, 'rooms.db')),
    'accounts.db': () => openAccountsOf(readConfig(['--data', data], {}), { sessionEnded() {}, userEnded() {} }),
  }
  it.each(Object.keys(databases) as (keyof typeof databases)[])(
    'that %s is not a database, or is a folder',
    async (name) => {
      const path = join(data, name)
      writeFileSync(path, 'not a database, however long one looks at it. '.repeat(100))
      expect(await saidBy(databases[name])).toBe(
        `cannot open ${path}: it is not a database. Restore it from a backup, or move it away to start with an empty one.`,
      )
      rmSync(path)
      mkdirSync(path)
      expect(await saidBy(databases[name])).toBe(`cannot open ${path}: ${asFolder}`)
    },
  )

  it('that a newer version wrote the database', async () => {
    const path = join(data, 'rooms.db')
    const client = createClient({ url: `file:${path}` })
    await client.execute('PRAGMA user_version = 900')
    client.close()
    expect(await saidBy(databases['rooms.db'])).toBe(
      `cannot open ${path}: a newer version of Yabber wrote it (database version 900). Start the newer version of Yabber, or restore a backup from before the upgrade.`,
    )
  })

  it('that a database is damaged', async () => {
    const path = join(data, 'rooms.db')
    await (await openLibsql(path)).close()
    const client = createClient({ url: `file:${path}` })
    await client.execute('PRAGMA wal_checkpoint(TRUNCATE)')
    client.close()
    const bytes = readFileSync(path)
    bytes.fill(0xee, 100)
    writeFileSync(path, bytes)
    expect(await saidBy(databases['rooms.db'])).toBe(
      `cannot open ${path}: the database is damaged. Restore the data folder from a backup.`,
    )
  })

  it('that the secret is a folder', async () => {
    mkdirSync(join(data, 'secret'))
    expect(await saidBy(() => readSecret(data))).toBe(`cannot read ${join(data, 'secret')}: ${asFolder}`)
  })

  it("that it can't have the address or the port", async () => {
    const listen = (host: string, port = 0) => saidBy(() => startListening(createServer(), port, host))
    expect(await listen('192.0.2.1')).toBe(
      'cannot listen on 192.0.2.1:0: this machine has no such address. Pass a --host that it has, or 0.0.0.0 for all of them.',
    )
    expect(await listen('nowhere.invalid')).toMatch(/^cannot listen on nowhere\.invalid:0: .* Check --host/)
    const other = createPlain().listen(0, '127.0.0.1')
    await new Promise((there) => other.once('listening', there))
    const { port } = other.address() as AddressInfo
    expect(await listen('127.0.0.1', port)).toBe(
      `cannot listen on 127.0.0.1:${port}: another program is using that port. Stop it, or choose another --port.`,
    )
    other.close()
  })
})
