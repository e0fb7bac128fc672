import { join } from 'node:path'
import { createClient, LibsqlError } from '@libsql/client/sqlite3'
import { openingDatabase } from '../base/cannot-start.ts'

/** Another process is using this data folder. */
export class FolderInUse extends Error {
  override name = 'FolderInUse'
}

/**
 * Ensures that only one relay uses a data folder. The lock is a write transaction that is never committed. The
 * operating system releases it when the process ends in any way, so a stale lock cannot keep a relay from starting.
 */
export const lockFolder = (folder: string): Promise<() => void> => {
  const file = join(folder, 'lock.db')
  return openingDatabase(file, () => lock(folder, file))
}

const lock = async (folder: string, file: string): Promise<() => void> => {
  const client = createClient({ url: `file:${file}`, timeout: 0, concurrency: 1 })
  try {
    const held = await client.transaction('write')
    return () => {
      held.close()
      client.close()
    }
  } catch (error) {
    client.close()
    if (error instanceof LibsqlError && error.code.startsWith('SQLITE_BUSY'))
      throw new FolderInUse(
        `Another relay is running on ${folder}. Stop it first, or give this one its own --data folder.`,
      )
    throw error
  }
}
