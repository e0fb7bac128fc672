import type { Context } from 'hono'
import type { PublicAccount } from '../../auth/account/people.ts'
import type { Accounts } from '../../auth/accounts.ts'
import { describeAgent } from '../../auth/session/agent.ts'
import type { OpenedSession } from '../../auth/session/open-session.ts'
import { type Env, isPage, passOnSession, signedOut } from '../server/context.ts'
import type { CoreOfAccounts } from '../server/core.ts'
import { rememberDevice } from './known-device.ts'

/**
 * Whoever has just come in, by whatever way: known to the rooms, told who they are, and their session passed on. Null: their
 * account was ended meanwhile. `proved`: whether the way they came stands in for their password for a while, as a passkey does.
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
    // Also at every sign-in: what a crash kept from the rooms at sign-up reaches them now.
    await core.putUser(person)
    await accounts.use.began(session, agentOf(context), proved)
    passOnSession(context, headers)
    if (isPage(context)) rememberDevice(context, accounts, user, now())
    return person
  }
export type SignIn = ReturnType<typeof makeEntry>

/** The same for a page that asked, and is told who it is of. */
export const makeWelcome =
  (accounts: Accounts, enter: SignIn) =>
  async (context: Context<Env>, session: OpenedSession, how: { proved?: boolean } = {}) => {
    const person = await enter(context, session, how)
    if (!person) return signedOut(context)
    return context.json({ user: { ...person, email: await accounts.mails.of(person.id) } })
  }
export type Welcome = ReturnType<typeof makeWelcome>

/** What the device that asks says it is. */
export const agentOf = (context: Context<Env>): string => describeAgent(context.req.header('user-agent') ?? '')

const sessionOf = async (accounts: Accounts, headers: Headers): Promise<string | null> => {
  const authorization = `Bearer ${headers.get('set-auth-token')}`
  return (await accounts.sessions.find({ cookie: undefined, authorization }))?.session ?? null
}
