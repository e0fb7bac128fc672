import type { Client } from '@libsql/client'
import { lookOf } from '../../../shared/names/look-alikes.ts'
import { shapes } from '../../../shared/names/looks.ts'

/** `lookOf` of a user name, as SQL. Works only for letters, digits and `._-`. */
const lookInSql = (username: string): string => {
  const bare = ['.', '_', '-'].reduce((sql, sign) => `replace(${sql}, '${sign}', '')`, `lower(${username})`)
  return shapes.reduce((sql, [from, to]) => `replace(${sql}, '${from}', '${to}')`, bare)
}

/**
 * Finds other accounts whose user name looks the same. First argument: the look; second: the id of the user who asks,
 * or empty.
 */
export const looksLikeAnother = `SELECT 1 FROM user WHERE ${lookInSql('username')} = ? AND id <> ?`
export const lookArgs = (username: string, self = ''): [string, string] => [lookOf(username), self]

const refuse = "SELECT RAISE(ABORT, 'UNIQUE constraint failed: a user name that looks like another')"

/**
 * If two people take look-alike names at the same time, both are told that the name is free, so the database decides.
 * Older accounts may look alike and keep working: only a change to another look is checked.
 */
export const guardLooks = async (client: Client): Promise<void> => {
  await client.batch(guards, 'write')
}

const guards = [
  `CREATE INDEX IF NOT EXISTS user_look ON user (${lookInSql('username')})`,
  `CREATE TRIGGER IF NOT EXISTS new_look BEFORE INSERT ON user
   WHEN EXISTS (SELECT 1 FROM user WHERE ${lookInSql('username')} = ${lookInSql('NEW.username')})
   BEGIN ${refuse}; END`,
  `CREATE TRIGGER IF NOT EXISTS other_look BEFORE UPDATE OF username ON user
   WHEN ${lookInSql('NEW.username')} <> ${lookInSql('OLD.username')}
     AND EXISTS (SELECT 1 FROM user WHERE ${lookInSql('username')} = ${lookInSql('NEW.username')} AND id <> NEW.id)
   BEGIN ${refuse}; END`,
]
