import type { Client } from '@libsql/client'
import { lookOf } from '../../../shared/names/look-alikes.ts'
import { isReserved } from '../../../shared/names/reserved.ts'
import { checkUsername, cleanUsername, type FieldCode } from '../fields.ts'
import type { People } from './people.ts'

/** Gives an account another user name. The old one is free from then on: others may take it. */
export const makeRename =
  (client: Client, people: People) =>
  async (user: string, wanted: string): Promise<FieldCode | null> => {
    const username = wanted.trim()
    const isVariant = lookOf(username) === lookOf((await people.byId(user))?.username ?? '')
    const wrong = checkUsername(username)
    // Names from before may look reserved, or like each other: those who have them keep the look, not the very name of another.
    if (wrong && !(wrong === 'reserved' && isVariant && !isReserved(username))) return wrong
    const code = await people.whyTaken(username, user)
    if (code && !(code === 'look-alike' && isVariant)) return code
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
