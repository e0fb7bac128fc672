import { longestDisplayName } from '../../../shared/room/profile.ts'
import { cleanLine } from '../../../shared/visible.ts'
import type { Engine } from '../engine.ts'
import { cleanUsername } from '../fields.ts'
import { standInMail } from '../mail/stand-in-mail.ts'
import { freeUsername } from './free-username.ts'
import type { People } from './people.ts'

export interface NewAccount {
  /** The wanted user name. If it is taken, the account gets a similar one. */
  username: string
  /** Empty: the user name is used. */
  name: string
}

const tries = 3

/** Creates an account without a password and returns its user id. */
export const newAccounts =
  (engine: Engine, people: People) =>
  async (wanted: NewAccount): Promise<string> => {
    const isTaken = async (username: string) => (await people.whyTaken(username)) !== null
    for (let left = tries; ; left--) {
      const username = await freeUsername(wanted.username, isTaken)
      try {
        return await insert(engine, username, displayName(wanted.name) || username)
      } catch (error) {
        // Somebody may have taken the name after the check.
        if (left === 0 || !(await isTaken(username))) throw error
      }
    }
  }
export type MakeNewAccount = ReturnType<typeof newAccounts>

/** A name from elsewhere may be too long, and cutting it may leave half a character. */
const displayName = (name: string): string => cleanLine(cleanLine(name.slice(0, 1_000)).slice(0, longestDisplayName))

const insert = async (engine: Engine, username: string, name: string): Promise<string> => {
  const { internalAdapter } = await engine.$context
  const fields = {
    email: standInMail(),
    emailVerified: false,
    name,
    username: cleanUsername(username),
    displayUsername: username,
  }
  const { id } = await internalAdapter.createUser(fields, { method: 'anonymous' })
  return id
}
