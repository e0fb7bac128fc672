import { type Accessor, createSignal, untrack } from 'solid-js'
import type { Api } from '../sync/api.ts'
import type { KeptAccount } from './keptAccount.ts'
import { readMe } from './keptAccount.ts'
import type { Session } from './session.ts'
import type { AccountState, AccountView, FieldError, Me } from './view.ts'

export interface AccountParts {
  api: Api
  kept: KeptAccount
  openGuest(): Promise<Session>
  openMember(me: Me, told: { expired(): void; met(me: Me): void }): Promise<Session>
  /**
   * The other tabs of this browser, whoever is signed in there. They are told who it is now: what one tab writes to
   * localStorage, another may read only later than it hears the word.
   */
  tabs: { tell(who: Me | null): void; heard(listener: (who: Me | null) => void): void }
}

export interface Account extends AccountView {
  /** Never without one: someone who is not signed in is a guest. */
  session: Accessor<Session>
  /** The relay may be reachable again. */
  online(): void
}

/** Opens what was open here last, with no need of the network. */
export const makeAccount = async (parts: AccountParts): Promise<Account> => {
  const { api, kept, tabs } = parts
  const [expired, setExpired] = createSignal(false)
  const [me, setMe] = createSignal(kept.me())
  const [registration, setRegistration] = createSignal<ReturnType<AccountView['registration']>>(null)

  const met = (known: Me) => {
    if (kept.me()?.id !== known.id) return
    kept.setMe(known)
    setMe(known)
    setExpired(false)
  }
  const open = (who: Me | null) =>
    who
      ? parts.openMember(who, { expired: () => setExpired(true), met: (user) => met(cleanMe(user)) })
      : parts.openGuest()
  const [session, setSession] = createSignal<Session>(await open(me()))

  /** What is not sent yet waits here for the same person to sign in again; everything else goes. */
  const leave = (old: Session) => (old.hasUnsent() ? old.end() : old.forget())
  const switchNow = async (who: Me | null) => {
    const old = untrack(session)
    if (who && old.user === who.id) {
      setMe(who)
      setExpired(false)
      return old.signedInAgain()
    }
    const next = await open(who)
    setExpired(false)
    setMe(who)
    setSession(next)
    await leave(old)
  }
  /** One after another, or a session would be opened that nobody ends. */
  let switching: Promise<unknown> = Promise.resolve()
  const switchTo = (who: Me | null): Promise<void> => {
    const switched = switching.then(() => switchNow(who))
    switching = switched.catch(() => {}) // told to whoever asked
    return switched
  }
  const become = async (user: unknown) => {
    const who = readMe(user)
    if (!who) throw new Error('the relay signed in somebody without an id')
    kept.setLeaving(false)
    kept.setMe(who)
    await switchTo(who)
    tabs.tell(who)
  }
  /** Also finds a session that the browser kept while it lost all else. */
  const ask = async () => {
    if (kept.isLeaving()) {
      if ((await api.post('/sign-out', {})) === 'offline') return
      kept.setLeaving(false)
    }
    const answer = await api.get('/me')
    if (answer === 'offline') return
    const relay = answer.body.relay as { registration?: unknown } | undefined
    setRegistration(registrations.find((known) => known === relay?.registration) ?? null)
    if (answer.status === 200 && !untrack(me) && readMe(answer.body.user)) await become(answer.body.user)
  }
  tabs.heard((who) => void switchTo(who))
  if (!me()) void ask()

  return {
    session,
    online: () => {
      untrack(session).wake()
      if (!untrack(me)) void ask()
    },
    state: (): AccountState => {
      const who = me()
      return who ? { name: 'signed-in', me: who, expired: expired() } : { name: 'signed-out' }
    },
    registration,
    signUp: async (fields) => {
      const answer = await api.post('/sign-up', { ...fields, name: fields.username })
      if (answer === 'offline') return [{ field: 'form', code: 'offline' }]
      if (answer.status === 200) await become(answer.body.user)
      return answer.status === 200 ? [] : signUpErrors(answer)
    },
    signIn: async (fields) => {
      const answer = await api.post('/sign-in', fields)
      if (answer === 'offline' || answer.status >= 500) return { code: 'offline' }
      if (answer.status === 429) return { code: 'too-many', afterMs: Number(answer.body.afterMs) || 60_000 }
      if (answer.status !== 200) return { code: 'wrong' }
      await become(answer.body.user)
      return null
    },
    signOut: async (where) => {
      kept.setLeaving(true)
      kept.setMe(null)
      const told = api.post('/sign-out', { everywhere: where === 'everywhere' })
      // The other tabs first: what one tab deletes, another that goes on would fetch again.
      tabs.tell(null)
      await switchTo(null)
      if ((await told) !== 'offline') kept.setLeaving(false)
    },
  }
}

const registrations = ['open', 'invitation', 'closed'] as const

const signUpErrors = ({ status, body }: { status: number; body: { [key: string]: unknown } }): FieldError[] => {
  if (status === 429) return [{ field: 'form', code: 'too-many' }]
  if (Array.isArray(body.errors) && body.errors.length > 0) return body.errors as FieldError[]
  return [{ field: 'form', code: status >= 500 ? 'offline' : 'malformed' }]
}

const cleanMe = ({ id, username, name, admin }: Me): Me => ({ id, username, name, admin })
