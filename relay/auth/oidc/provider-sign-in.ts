import type { Client } from '@libsql/client'
import type { Registration } from '../../config/config.ts'
import type { MakeNewAccount } from '../account/new-account.ts'
import { checkMail, cleanMail } from '../fields.ts'
import type { Invitations } from '../links/invitations.ts'
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
 * Signs in somebody whom a provider vouches for. An account is bound to the issuer and its subject, never to a mail
 * address, because a provider could claim any address. A new person gets an account if registration allows it.
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
      // For example, the disk is full. Give the invitation back, so that the person can try again.
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

/**
 * The same person signed in twice at once, and the other request was first. Its account is used and this one is
 * deleted.
 */
const giveWay = async (client: Client, user: string, person: ProviderPerson): Promise<string> => {
  await client.execute({ sql: 'DELETE FROM user WHERE id = ?', args: [user] })
  const other = await accountOf(client, person)
  if (other === null) throw new Error('an account was deleted while it was being created')
  return other
}
