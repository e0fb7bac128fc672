import { isAPIError } from 'better-auth/api'
import { usernameTrouble } from '../../../shared/names/username.ts'
import type { People } from '../account/people.ts'
import type { Engine } from '../engine.ts'
import { longestPassword } from '../fields.ts'
import type { MailClaims } from '../mail/mail-claims.ts'
import type { Hashing } from '../password/hashing.ts'
import type { Passwords } from '../password/passwords.ts'

export interface SignInParts {
  engine: Engine
  people: People
  mails: MailClaims
  passwords: Hashing
  isSet: Passwords['isSet']
}
export type SignInResult = { user: string; headers: Headers } | null

/**
 * How many accounts with the same mail address are tried, confirmed ones first, then the oldest. Always this many
 * passwords are checked, so that the time taken does not tell how many accounts use the address.
 */
const claimantsTried = 3

/** Signs in by user name or mail address. Null if the login or the password is wrong. */
export const makeSignIn =
  (parts: SignInParts) =>
  async (login: string, password: string): Promise<SignInResult> => {
    if (password.length > longestPassword) return null
    const username = login.includes('@') ? await whoseMail(parts, login, password) : login.trim()
    if (username === null || !isUsername(username)) return null
    return (await hasPassword(parts, username, password)) ? signIn(parts.engine, username, password) : null
  }

/** An account without a password takes as long as a wrong password. better-auth handles unknown user names. */
const hasPassword = async ({ people, passwords, isSet }: SignInParts, username: string, password: string) => {
  const person = await people.byUsername(username)
  if (!person || (await isSet(person.id))) return true
  await passwords.hash(password)
  return false
}

const whoseMail = async ({ mails, passwords }: SignInParts, mail: string, password: string): Promise<string | null> => {
  const claimants = await mails.claimants(mail, claimantsTried)
  let match: string | null = null
  for (let i = 0; i < claimantsTried; i++) {
    const claimant = claimants[i]
    if (!claimant) await passwords.hash(password)
    else if (await passwords.verify({ hash: claimant.passwordHash, password })) match ??= claimant.username
  }
  return match
}

const isUsername = (text: string): boolean => usernameTrouble(text) === null

const signIn = async (engine: Engine, username: string, password: string): Promise<SignInResult> => {
  try {
    const { response, headers } = await engine.api.signInUsername({ body: { username, password }, returnHeaders: true })
    return { user: response.user.id, headers }
  } catch (error) {
    if (isAPIError(error) && error.statusCode === 401) return null
    throw error
  }
}
