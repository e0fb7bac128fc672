import type { Context } from 'hono'
import type { PublicAccount } from '../../auth/account/people.ts'
import type { Accounts } from '../../auth/accounts.ts'
import { type Agent, readUserAgent } from '../../auth/session/agent.ts'
import type { OpenedSession } from '../../auth/session/open-session.ts'
import { type Env, isPage, passOnSession, signedOut } from '../server/context.ts'
import type { CoreOfAccounts } from '../server/core.ts'
import { rememberDevice } from './known-device.ts'

/**
 * Completes a sign-in of any kind: tells the rooms about the user and hands the session to the client. Returns null if
 * the account was ended in the meantime. `proved`: this sign-in counts as proof of identity instead of the password for
 * a while, as with a passkey.
 */
export const makeEntry =
  (accounts: Accounts, core: CoreOfAccounts, now: () => number) =>
  async (
    context: Context<Env>,
    { user, headers }: OpenedSession,
    { proved = true } = {},
  ): Promise<PublicAccount | null> => {
    const session = await sessionOf(accounts, headers)
    const person = session && (await accounts.people.byId(user))
    if (!person) return null
    // Done at every sign-in, so that a user whom a crash kept from the rooms at sign-up is added now.
    await core.people.put(person)
    await accounts.use.began(session, agentOf(context), proved)
    passOnSession(context, headers)
    if (isPage(context)) rememberDevice(context, accounts, user, now())
    return person
  }
export type SignIn = ReturnType<typeof makeEntry>

/** The same for a page, which also gets the account as JSON. */
export const makeWelcome =
  (accounts: Accounts, enter: SignIn) =>
  async (context: Context<Env>, session: OpenedSession, how: { proved?: boolean } = {}) => {
    const person = await enter(context, session, how)
    if (!person) return signedOut(context)
    return context.json({ user: { ...person, email: await accounts.mails.of(person.id) } })
  }
export type Welcome = ReturnType<typeof makeWelcome>

export const agentOf = (context: Context<Env>): Agent => readUserAgent(context.req.header('user-agent') ?? '')

const sessionOf = async (accounts: Accounts, headers: Headers): Promise<string | null> => {
  const authorization = `Bearer ${headers.get('set-auth-token')}`
  return (await accounts.sessions.find({ cookie: undefined, authorization }))?.session ?? null
}
