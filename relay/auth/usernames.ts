import type { Client } from '@libsql/client'
import { checkUsername, cleanUsername, type FieldCode } from './fields.ts'
import type { People } from './people.ts'

/** Gives an account another user name. The old one is free from then on: others may take it. */
export const makeRename =
  (client: Client, people: People) =>
  async (user: string, wanted: string): Promise<FieldCode | null> => {
    const username = wanted.trim()
    const wrong = checkUsername(username)
    if (wrong) return wrong
    const isOwn = (await people.byUsername(username))?.id === user
    if (!isOwn && (await people.isTaken(username))) return 'taken'
    return (await rename(client, user, username)) ? null : 'taken'
  }

/** Who chose no other name is called by the user name, and goes on so. */
const rename = async (client: Client, user: string, username: string): Promise<boolean> => {
  try {
    await client.execute({
      sql: `UPDATE user SET name = CASE name WHEN displayUsername THEN ? ELSE name END, username = ?, displayUsername = ?
            WHERE id = ?`,
      args: [username, cleanUsername(username), username, user],
    })
    return true
  } catch (error) {
    // Somebody took it since the look.
    if (error instanceof Error && /UNIQUE/.test(error.message)) return false
    throw error
  }
}
