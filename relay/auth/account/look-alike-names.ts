import type { Client } from '@libsql/client'
import { lookOf } from '../../../shared/names/look-alikes.ts'
import { shapes } from '../../../shared/names/looks.ts'

/** `lookOf` of a user name in SQL, where nothing but letters, digits and `._-` is in it. */
const lookInSql = (username: string): string => {
  const bare = ['.', '_', '-'].reduce((sql, sign) => `replace(${sql}, '${sign}', '')`, `lower(${username})`)
  return shapes.reduce((sql, [from, to]) => `replace(${sql}, '${from}', '${to}')`, bare)
}

/** Who else has a user name that looks like the first argument; the second is the id of who asks, or empty. */
export const looksLikeAnother = `SELECT 1 FROM user WHERE ${lookInSql('username')} = ? AND id <> ?`
export const lookArgs = (username: string, self = ''): [string, string] => [lookOf(username), self]

const refuse = "SELECT RAISE(ABORT, 'UNIQUE constraint failed: a user name that looks like another')"

/**
 * Two who come at once are both told that the name is free, and the database decides. Accounts from before may look alike, and
 * go on: only who takes another look is refused.
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
