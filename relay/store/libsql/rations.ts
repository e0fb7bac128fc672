import type { InStatement } from '@libsql/client'
import { dayMs, type Rationed } from '../../../shared/room/acts.ts'
import type { Change } from '../store.ts'
import type { Database } from './database.ts'

export const putDone = (done: NonNullable<Change['done']>): InStatement[] =>
  done.flatMap(({ user, what, count, at }) => [
    { sql: 'DELETE FROM done WHERE at <= ?', args: [at - dayMs] },
    { sql: 'INSERT INTO done (user, what, count, at) VALUES (?, ?, ?, ?)', args: [user, what, count, at] },
  ])

export const readDoneSince = async (
  database: Database,
  user: string,
  what: Rationed,
  since: number,
): Promise<number> => {
  const sql = 'SELECT coalesce(sum(count), 0) AS sum FROM done WHERE user = ? AND what = ? AND at > ?'
  const [row] = await database.rows(sql, [user, what, since])
  return Number(row?.sum ?? 0)
}
