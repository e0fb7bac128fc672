import type { Client } from '@libsql/client'
import type { Registration } from '../../config.ts'
import type { Invitations } from '../account/invitations.ts'
import type { MakeNewAccount } from '../account/new-account.ts'
import { checkMail, cleanMail } from '../fields.ts'
import type { MailClaims } from '../mail/mail-claims.ts'
import type { OpenedSession, OpenSession } from '../session/open-session.ts'
import type { ProviderPerson } from './provider.ts'

export interface ProviderSignInParts {
  client: Client
  registration: Registration
  invitations: Invitations
  mails: MailClaims
  makeNewAccount: MakeNewAccount
  openSession: OpenSession
}

/**
 * Signs in whom a provider vouches for. An account belongs to an issuer and its subject, never to a mail: whoever runs the
 * provider could claim any. Who comes for the first time gets an account, as far as registration allows.
 */
export const makeProviderSignIn = (parts: ProviderSignInParts) => {
  const { client, registration, invitations, openSession } = parts
  return async (person: ProviderPerson, invitation: string): Promise<OpenedSession | 'closed' | 'invitation'> => {
    const known = await accountOf(client, person)
    if (known !== null) return openSession(known)
    if (registration === 'closed') return 'closed'
    if (registration === 'invitation' && !(await invitations.spend(invitation))) return 'invitation'
    try {
      return await openSession(await makeAccount(parts, person))
    } catch (error) {
      // The disk is full, or the like: whoever was invited comes again.
      if (registration === 'invitation') await invitations.giveBack(invitation)
      throw error
    }
  }
}

const accountOf = async (client: Client, { issuer, subject }: ProviderPerson): Promise<string | null> => {
  const sql = 'SELECT user FROM provider_account WHERE issuer = ? AND subject = ?'
  const user = (await client.execute({ sql, args: [issuer, subject] })).rows[0]?.user
  return user === undefined ? null : String(user)
}

const makeAccount = async (parts: ProviderSignInParts, person: ProviderPerson): Promise<string> => {
  const { client, mails, makeNewAccount } = parts
  const user = await makeNewAccount(person)
  const { rowsAffected } = await client.execute({
    sql: 'INSERT INTO provider_account (issuer, subject, user) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
    args: [person.issuer, person.subject, user],
  })
  if (rowsAffected === 0) return giveWay(client, user, person)
  if (person.mail !== null && checkMail(cleanMail(person.mail)) === null) await mails.add(person.mail, user)
  return user
}

/** The same person came twice at once, and the other was quicker. */
const giveWay = async (client: Client, user: string, person: ProviderPerson): Promise<string> => {
  await client.execute({ sql: 'DELETE FROM user WHERE id = ?', args: [user] })
  const other = await accountOf(client, person)
  if (other === null) throw new Error('an account left while it was made')
  return other
}
