import type { InStatement } from '@libsql/client'
import { dayMs } from '../../../../shared/room/acts.ts'
import type { Change, StoredActs } from '../../store.ts'
import type { Database } from '../database.ts'

/** A second answer under the same key makes the whole change fail, so an act that is sent twice is done once. */
export const insertAnswers = (answers: NonNullable<Change['answers']>): InStatement[] =>
  answers.map(({ user, key, answer, at }) => ({
    sql: 'INSERT INTO answer (user, key, answer, at) VALUES (?, ?, ?, ?)',
    args: [user, key, answer, at],
  }))

export const putDone = (done: NonNullable<Change['done']>): InStatement[] =>
  done.flatMap(({ user, what, count, at }) => [
    { sql: 'DELETE FROM done WHERE at <= ?', args: [at - dayMs] },
    { sql: 'INSERT INTO done (user, what, count, at) VALUES (?, ?, ?, ?)', args: [user, what, count, at] },
  ])

export const actsIn = (database: Database): StoredActs => ({
  async answer(user, key) {
    const [row] = await database.rows('SELECT answer FROM answer WHERE user = ? AND key = ?', [user, key])
    return row ? String(row.answer) : null
  },

  async doneSince(user, what, since) {
    const sql = 'SELECT coalesce(sum(count), 0) AS sum FROM done WHERE user = ? AND what = ? AND at > ?'
    const [row] = await database.rows(sql, [user, what, since])
    return Number(row?.sum ?? 0)
  },
})
