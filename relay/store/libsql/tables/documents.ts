import type { InStatement } from '@libsql/client'
import type { Change, StoredDocuments } from '../../store.ts'
import { blob, type Database } from '../database.ts'

export const putDocuments = (documents: NonNullable<Change['documents']>): InStatement[] =>
  documents.map(({ name, state }) => ({
    sql: 'INSERT INTO document (name, state) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET state = excluded.state',
    args: [name, state],
  }))

export const documentsIn = (database: Database): StoredDocuments => ({
  async byName(name) {
    const [row] = await database.rows('SELECT state FROM document WHERE name = ?', [name])
    return row ? blob(row.state) : null
  },
})
