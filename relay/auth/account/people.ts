import { createHash } from 'node:crypto'
import type { Client, Row } from '@libsql/client'
import { lookOf } from '../../../shared/names/look-alikes.ts'
import { cleanUsername } from '../fields.ts'
import { lookArgs, looksLikeAnother } from './look-alike-names.ts'

export interface PublicAccount {
  id: string
  username: string
  name: string
  admin: boolean
}

/** Accounts, without anything private. */
export const makePeople = (client: Client) => ({
  async byId(id: string): Promise<PublicAccount | null> {
    const { rows } = await client.execute({ sql: `${person} WHERE id = ?`, args: [id] })
    return rows[0] ? readPerson(rows[0]) : null
  },

  async byUsername(username: string): Promise<PublicAccount | null> {
    const { rows } = await client.execute({ sql: `${person} WHERE username = ?`, args: [cleanUsername(username)] })
    return rows[0] ? readPerson(rows[0]) : null
  },

  /**
   * Why nobody but `self`, a user id, may have this user name: another account has it, a deleted account had it, or it
   * looks like such a name. Null if it is free.
   */
  async whyTaken(username: string, self = ''): Promise<'taken' | 'look-alike' | null> {
    const { rows } = await client.execute({
      sql: 'SELECT 1 FROM user WHERE username = ? AND id <> ? UNION ALL SELECT 1 FROM retired_name WHERE hash = ?',
      args: [cleanUsername(username), self, nameHash(username)],
    })
    if (rows.length > 0) return 'taken'
    const alike = await client.execute({
      sql: `${looksLikeAnother} UNION ALL SELECT 1 FROM retired_name WHERE hash = ?`,
      args: [...lookArgs(username, self), lookHash(username)],
    })
    return alike.rows.length > 0 ? 'look-alike' : null
  },

  async all(): Promise<PublicAccount[]> {
    const { rows } = await client.execute(person)
    return rows.map(readPerson)
  },

  /** User ids of accounts that an admin ended, or that are being deleted. */
  async ended(): Promise<string[]> {
    return (await client.execute('SELECT user FROM ended')).rows.map(({ user }) => String(user))
  },
})
export type People = ReturnType<typeof makePeople>

/** Stored for deleted accounts: shows that a name was in use without storing the name itself. */
export const nameHash = (username: string): string =>
  createHash('sha256').update(cleanUsername(username)).digest('base64url')

/** The same for the look of a name. The space keeps it apart from real names, which cannot contain one. */
export const lookHash = (username: string): string => nameHash(`look ${lookOf(username)}`)

const person = 'SELECT id, username, displayUsername, name, admin FROM user'

const readPerson = (row: Row): PublicAccount => ({
  id: String(row.id),
  username: String(row.displayUsername ?? row.username),
  name: String(row.name),
  admin: Number(row.admin) === 1,
})
