import type { Client, Row } from '@libsql/client'
import { cleanUsername } from './fields.ts'

export interface Person {
  id: string
  username: string
  name: string
  admin: boolean
}

/** Accounts as others may know them. */
export const makePeople = (client: Client) => ({
  async byId(id: string): Promise<Person | null> {
    const { rows } = await client.execute({ sql: `${person} WHERE id = ?`, args: [id] })
    return rows[0] ? readPerson(rows[0]) : null
  },

  async byUsername(username: string): Promise<Person | null> {
    const { rows } = await client.execute({ sql: `${person} WHERE username = ?`, args: [cleanUsername(username)] })
    return rows[0] ? readPerson(rows[0]) : null
  },

  async all(): Promise<Person[]> {
    const { rows } = await client.execute(person)
    return rows.map(readPerson)
  },
})
export type People = ReturnType<typeof makePeople>

const person = 'SELECT id, username, displayUsername, name, admin FROM user'

const readPerson = (row: Row): Person => ({
  id: String(row.id),
  username: String(row.displayUsername ?? row.username),
  name: String(row.name),
  admin: Number(row.admin) === 1,
})
