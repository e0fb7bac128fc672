import type { Client } from '@libsql/client'
import { lookOf } from '../../../shared/names/look-alikes.ts'
import { isReserved } from '../../../shared/names/reserved.ts'
import { checkUsername, cleanUsername, type FieldCode } from '../fields.ts'
import type { People } from './people.ts'

/** Changes an account's user name. The old name becomes free for others. */
export const makeRename =
  (client: Client, people: People) =>
  async (user: string, wanted: string): Promise<FieldCode | null> => {
    const username = wanted.trim()
    const isVariant = lookOf(username) === lookOf((await people.byId(user))?.username ?? '')
    const wrong = checkUsername(username)
    // Older names may look like a reserved name or like each other. Their owners may change the spelling and keep the
    // look, but cannot take a name that is itself reserved or taken.
    if (wrong && !(wrong === 'reserved' && isVariant && !isReserved(username))) return wrong
    const code = await people.whyTaken(username, user)
    if (code && !(code === 'look-alike' && isVariant)) return code
    return (await rename(client, user, username)) ? null : 'taken'
  }

/** If the display name was the user name, it changes too. */
const rename = async (client: Client, user: string, username: string): Promise<boolean> => {
  try {
    await client.execute({
      sql: `UPDATE user SET name = CASE name WHEN displayUsername THEN ? ELSE name END, username = ?, displayUsername = ?
            WHERE id = ?`,
      args: [username, cleanUsername(username), username, user],
    })
    return true
  } catch (error) {
    // Somebody took the name after the check.
    if (error instanceof Error && /UNIQUE/.test(error.message)) return false
    throw error
  }
}
