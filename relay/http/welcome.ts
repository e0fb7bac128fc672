import type { Context } from 'hono'
import type { Accounts } from '../auth/accounts.ts'
import { describeAgent } from '../auth/agent.ts'
import type { OpenedSession } from '../auth/open-session.ts'
import type { Person } from '../auth/people.ts'
import { type Env, passOnSession } from './context.ts'
import type { CoreOfAccounts } from './core.ts'

/**
 * Whoever has just come in, by whatever way: known to the rooms, told who they are, and their session passed on. `proved`:
 * whether the way they came stands in for their password for a while, as a passkey does.
 */
export const makeEntry =
  (accounts: Accounts, core: CoreOfAccounts) =>
  async (context: Context<Env>, { user, headers }: OpenedSession, { proved = true } = {}): Promise<Person> => {
    const person = await accounts.people.byId(user)
    if (!person) throw new Error('an account left while it signed in')
    // Also at every sign-in: what a crash kept from the rooms at sign-up reaches them now.
    await core.putUser(person)
    await noteSession(accounts, headers, agentOf(context), proved)
    passOnSession(context, headers)
    return person
  }
export type Entry = ReturnType<typeof makeEntry>

/** The same for a page that asked, and is told who it is of. */
export const makeWelcome =
  (accounts: Accounts, enter: Entry) =>
  async (context: Context<Env>, session: OpenedSession, how: { proved?: boolean } = {}) => {
    const person = await enter(context, session, how)
    return context.json({ user: { ...person, email: await accounts.mails.of(person.id) } })
  }
export type Welcome = ReturnType<typeof makeWelcome>

/** What the device that asks says it is. */
export const agentOf = (context: Context<Env>): string => describeAgent(context.req.header('user-agent') ?? '')

const noteSession = async (accounts: Accounts, headers: Headers, agent: string, proved: boolean): Promise<void> => {
  const authorization = `Bearer ${headers.get('set-auth-token')}`
  const opened = await accounts.sessions.find({ cookie: undefined, authorization })
  if (opened) await accounts.use.began(opened.session, agent, proved)
}
