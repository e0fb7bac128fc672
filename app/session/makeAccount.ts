import { type Accessor, createSignal, untrack } from 'solid-js'
import { type SignedOutReason, signedOutReasons } from '../../shared/signed-out.ts'
import type { AccountState, AccountView, FieldError, SignInError } from '../account/model/AccountView.ts'
import { makePasskeys, signInByPasskey } from '../account/model/passkeys.ts'
import { type RelayFacts, readRelay } from '../account/model/relayFacts.ts'
import type { Clock } from '../base/clock.ts'
import { Listeners } from '../base/listeners.ts'
import type { Me } from '../base/me.ts'
import { oneByOne } from '../base/oneByOne.ts'
import { type Answer, type Api, isBarred } from '../sync/api.ts'
import type { KeptAccount } from './keptAccount.ts'
import { readMe } from './keptAccount.ts'
import type { Saved } from './saved.ts'
import type { Session } from './session.ts'

/** What a session reports to its account. */
export interface MemberTold {
  /** The relay no longer accepts the sign-in session. */
  expired(): void
  /** The relay told us the user's current details. */
  met(me: Me): void
  /** This device got a new key or lost its stored data. The session must be opened again to go on. */
  renewed(saved?: Saved): void
  /** The relay's facts about itself, unparsed. */
  relay(said: unknown): void
}

export interface Account extends AccountView {
  /** There is always a session: a visitor who is not signed in has a guest session. */
  session: Accessor<Session>
  /** Called when the relay may be reachable again. */
  online(): void
  /** Called when the relay has signed somebody in, by any method. */
  signedIn(user: unknown): Promise<void>
  /** Called when the account was deleted. Everything of it is removed from this device, also what was not sent. */
  removed(): Promise<void>
}

const firstRetryMs = 1_000
const longestRetryMs = 60_000

/** Opens the last session of this device. This needs no network. */
export const makeAccount = async (parts: {
  api: Api
  clock: Pick<Clock, 'after'>
  kept: KeptAccount
  openGuest(): Promise<Session>
  openMember(me: Me, told: MemberTold, saved?: Saved): Promise<Session>
  /**
   * The channel to all other tabs of this browser, whoever is signed in there. The message carries the new user,
   * because another tab may see our write to localStorage only after it gets the message.
   */
  tabs: { tell(who: Me | null): void; heard(listener: (who: Me | null) => void): void }
}): Promise<Account> => {
  const { api, kept, tabs, clock } = parts
  const [out, setOut] = createSignal<SignedOutReason | null>(null)
  const [me, setMe] = createSignal(kept.me())
  const [relay, setRelay] = createSignal<RelayFacts | null>(null)
  const [vanished, setVanished] = createSignal(false)
  /** Empty only until the first session is open. Nobody outside reads it before. */
  const [session, setSession] = createSignal<Session>()
  const renewed = new Listeners<{ user: string; saved?: Saved }>()
  const toldByRelay = new Listeners<unknown>()

  const met = (known: Me) => {
    if (kept.me()?.id !== known.id) return
    kept.setMe(known)
    setMe(known)
    setOut(null)
  }
  /** Sets the signed-out state only when the reason is known, so the user never sees a wrong reason first. */
  const learnWhy = async (user: string) => {
    const answer = await api.get(`/me?user=${user}`)
    if (kept.me()?.id === user) setOut(whyIn(answer))
  }
  const open = (who: Me | null, saved?: Saved) =>
    who
      ? parts.openMember(
          who,
          {
            expired: () => void learnWhy(who.id),
            met: (user) => met(cleanMe(user)),
            renewed: (again) => renewed.emit({ user: who.id, saved: again }),
            relay: (said) => toldByRelay.emit(said),
          },
          saved,
        )
      : parts.openGuest()
  /** Unsent messages stay here until the same user signs in again. Everything else is deleted. */
  const putAway = (old: Session) => (old.hasUnsent() ? old.close() : old.forget())
  /** Changes of the session run one after another, or two could each open one and one would never be ended. */
  const inTurn = oneByOne()
  const switchNow = async (who: Me | null, part = putAway) => {
    const old = untrack(session)
    if (who && old?.user === who.id) {
      setMe(who)
      setOut(null)
      return old.signedInAgain()
    }
    // The relay does not know the old account, but a newer backup may still be restored there. This device may hold the
    // only copy of some data, so it is kept.
    const isKept = who !== null && untrack(out) === 'unknown'
    const next = await open(who)
    setOut(null)
    setMe(who)
    setSession(next)
    if (old) await (isKept ? old.close() : part(old))
  }
  const switchTo = (who: Me | null, part = putAway): Promise<void> => inTurn(() => switchNow(who, part))
  const openAgain = (user: string, saved?: Saved, afterMs = firstRetryMs) => {
    const again = async () => {
      const [who, old] = [untrack(me), untrack(session)]
      if (who?.id !== user) return
      kept.setMe(who)
      setSession(await open(who, saved))
      await old?.close()
    }
    inTurn(again).catch((error) => {
      console.error('cannot reopen the session, will try again:', error)
      clock.after(afterMs, () => openAgain(user, saved, Math.min(afterMs * 2, longestRetryMs)))
    })
  }
  /**
   * A demo's accounts are deleted when a new demo begins. So the unsent messages of an old account are deleted here as
   * well.
   */
  const vanish = () => {
    kept.setMe(null)
    setVanished(true)
    tabs.tell(null)
    void switchTo(null, (old) => old.forget())
  }
  const hear = (said: unknown) => {
    const facts = readRelay(said)
    if (!facts) return
    setRelay(facts)
    const began = kept.demoBegan()
    kept.setDemoBegan(facts.demoBegan)
    if (began !== null && facts.demoBegan !== null && began !== facts.demoBegan && kept.me()) vanish()
  }
  renewed.subscribe(({ user, saved }) => openAgain(user, saved))
  toldByRelay.subscribe(hear)
  // Changes that are asked for while the first session opens wait for it.
  await inTurn(async () => setSession(await open(me())))

  const become = async (user: unknown) => {
    const who = readMe(user)
    if (!who) throw new Error('the relay accepted a sign-in but sent no valid user')
    kept.setLeaving(false)
    kept.setMe(who)
    setVanished(false)
    await switchTo(who)
    tabs.tell(who)
  }
  const signInBy = async (answer: Answer): Promise<SignInError | null> => {
    const error = signInError(answer)
    if (error === null && answer !== 'offline') await become(answer.body.user)
    return error
  }
  const comeBack = async () => {
    const answer = await api.get('/me')
    if (answer === 'offline') return false
    hear(answer.body.relay)
    if (answer.status !== 200 || !readMe(answer.body.user)) return false
    await become(answer.body.user)
    return true
  }
  /**
   * Asks the relay who is signed in. This also finds a sign-in session whose cookie the browser kept when it lost all
   * other data.
   */
  const ask = async () => {
    if (kept.isLeaving()) {
      if (!hasLeft(await api.post('/sign-out', {}))) return
      kept.setLeaving(false)
    }
    const answer = await api.get('/me')
    if (answer === 'offline') return
    hear(answer.body.relay)
    if (answer.status === 200 && !untrack(me) && readMe(answer.body.user)) await become(answer.body.user)
  }
  tabs.heard((who) => void switchTo(who))
  if (!me()) void ask()

  return {
    session: session as Accessor<Session>,
    online: () => {
      untrack(session)?.wake()
      if (!untrack(me)) void ask()
    },
    signedIn: become,
    removed: async () => {
      kept.setMe(null)
      tabs.tell(null)
      await switchTo(null, (old) => old.forget())
    },
    state: (): AccountState => {
      const who = me()
      return who ? { name: 'signed-in', me: who, out: out() } : { name: 'signed-out' }
    },
    registration: () => relay()?.registration ?? null,
    relay,
    vanished,
    passkeys: makePasskeys(api),
    comeBack,
    signUp: async (fields) => {
      const answer = await api.post('/sign-up', { ...fields, name: fields.username })
      if (answer === 'offline') return [{ field: 'form', code: 'offline' }]
      if (answer.status === 200) await become(answer.body.user)
      return answer.status === 200 ? [] : signUpErrors(answer)
    },
    signIn: async (fields) => signInBy(await api.post('/sign-in', fields)),
    tryDemo: async () => signInBy(await api.post('/demo', {})),
    signInByPasskey: async () => {
      const answer = await signInByPasskey(api)
      if (answer === 'cancelled' || answer === 'missing') return { code: answer }
      const error = await signInBy(answer)
      return error?.code === 'wrong' ? { code: 'passkey' } : error
    },
    signOut: async (where) => {
      kept.setLeaving(true)
      kept.setMe(null)
      const told = api.post('/sign-out', { everywhere: where === 'everywhere' })
      // The other tabs are told first, because a running tab would fetch again what this one deletes.
      tabs.tell(null)
      await switchTo(null)
      if (hasLeft(await told)) kept.setLeaving(false)
    },
  }
}

/**
 * False if the relay was unreachable or out of space: its sign-in session then still exists, and the sign-out is tried
 * again.
 */
const hasLeft = (answer: Answer): boolean => answer !== 'offline' && answer.status < 500

const whyIn = (answer: Answer): SignedOutReason =>
  (answer !== 'offline' && signedOutReasons.find((reason) => reason === answer.body.why)) || 'over'

const signInError = (answer: Answer): SignInError | null => {
  if (answer === 'offline') return { code: 'offline' }
  const barred = isBarred(answer)
  if (barred) return { code: barred }
  if (answer.status >= 500) return { code: 'offline' }
  if (answer.status === 429) return { code: 'too-many', afterMs: Number(answer.body.afterMs) || 60_000 }
  return answer.status === 200 ? null : { code: 'wrong' }
}

const signUpErrors = ({ status, body }: { status: number; body: { [key: string]: unknown } }): FieldError[] => {
  const barred = isBarred({ body })
  if (barred) return [{ field: 'form', code: barred }]
  if (status === 429) return [{ field: 'form', code: 'too-many' }]
  if (Array.isArray(body.errors) && body.errors.length > 0) return body.errors as FieldError[]
  return [{ field: 'form', code: status >= 500 ? 'offline' : 'malformed' }]
}

const cleanMe = ({ id, username, name, admin }: Me): Me => ({ id, username, name, admin })
