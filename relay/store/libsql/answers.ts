import type { InStatement } from '@libsql/client'
import type { Change } from '../store.ts'
import type { Database } from './database.ts'

/** A second answer under the same key makes the whole change fail, so an act that is sent twice is done once. */
export const insertAnswers = (answers: NonNullable<Change['answers']>): InStatement[] =>
  answers.map(({ user, key, answer, at }) => ({
    sql: 'INSERT INTO answer (user, key, answer, at) VALUES (?, ?, ?, ?)',
    args: [user, key, answer, at],
  }))

export const readAnswer = async (database: Database, user: string, key: string): Promise<string | null> => {
  const [row] = await database.rows('SELECT answer FROM answer WHERE user = ? AND key = ?', [user, key])
  return row ? String(row.answer) : null
}
