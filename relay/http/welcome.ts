import type { Context } from 'hono'
import type { Accounts } from '../auth/accounts.ts'
import type { OpenedSession } from '../auth/open-session.ts'
import { type Env, passOnSession } from './context.ts'
import type { CoreOfAccounts } from './core.ts'

/** Whoever has just come in, by whatever way: known to the rooms, told who they are, and their session passed on. */
export const makeWelcome =
  (accounts: Accounts, core: CoreOfAccounts) =>
  async (context: Context<Env>, { user, headers }: OpenedSession) => {
    const person = await accounts.people.byId(user)
    if (!person) throw new Error('an account left while it signed in')
    // Also at every sign-in: what a crash kept from the rooms at sign-up reaches them now.
    await core.putUser(person)
    passOnSession(context, headers)
    return context.json({ user: { ...person, email: await accounts.mails.of(user) } })
  }
export type Welcome = ReturnType<typeof makeWelcome>
