import { expect, test } from 'vitest'
import { FakeClock } from '../../tests/world/app/fake-clock.ts'
import { until } from '../../tests/world/app/until.ts'
import type { Me } from '../base/me.ts'
import type { Answer, Api } from '../sync/api.ts'
import { keptAccountIn } from './keptAccount.ts'
import { type Account, type MemberTold, makeAccount } from './makeAccount.ts'
import type { Saved } from './saved.ts'
import type { Session } from './session.ts'

const olga: Me = { id: 'AAAAAAAAAAAAAAAAAAAAAA', username: 'olga', name: 'Olga', admin: false }
const done: Answer = { status: 200, body: { user: olga, relay: { registration: 'open' } } }

/**
 * One tab's view of localStorage. Tabs do not share it here, because a tab cannot rely on seeing another tab's writes
 * in time.
 */
const keptByOlga = () => {
  const storage = new Map<string, string>()
  const kept = keptAccountIn(
    () =>
      ({
        getItem: (key: string) => storage.get(key) ?? null,
        setItem: (key: string, value: string) => void storage.set(key, value),
        removeItem: (key: string) => void storage.delete(key),
      }) as Storage,
  )
  kept.setMe(olga)
  return kept
}

/** The tabs of one browser where olga is signed in. */
const makeBrowser = async ({ hasUnsent = false, why = undefined as unknown, signOuts = [] as Answer[] } = {}) => {
  const log: string[] = []
  const clock = new FakeClock()
  const disk = { isBroken: false }
  let tell: MemberTold | undefined
  const listeners: ((who: Me | null) => void)[] = []
  const api: Api = {
    get: async () => ({ status: 401, body: { why } }),
    post: async (path) => (path === '/sign-out' && signOuts.shift()) || done,
    upload: async () => done,
  }
  const openTab = async (name: string) => {
    const own: ((who: Me | null) => void)[] = []
    const kept = keptByOlga()
    const sessionOf = (user: string): Session => ({
      ...({} as Session),
      user,
      hasUnsent: () => hasUnsent,
      close: async () => void log.push(`${name} closes ${user}`),
      forget: async () => void log.push(`${name} forgets ${user}`),
      wake: () => {},
      signedInAgain: () => log.push(`${name} goes on`),
    })
    const account = await makeAccount({
      api,
      kept,
      openGuest: async () => sessionOf('guest'),
      clock,
      openMember: async (me, told, saved) => {
        if (disk.isBroken) {
          log.push(`${name} cannot open`)
          throw new Error('the disk')
        }
        if (saved) log.push(`${name} puts back ${saved.acts.length}`)
        tell = told
        return sessionOf(me.username)
      },
      tabs: {
        tell: (who) => {
          for (const listener of listeners) if (!own.includes(listener)) listener(who)
        },
        heard: (listener) => {
          own.push(listener)
          listeners.push(listener)
        },
      },
    })
    return account
  }
  return { openTab, log, clock, disk, heardBySession: () => tell! }
}

const settled = () => new Promise((resolve) => setTimeout(resolve))

test('signing out in one tab forgets the account in every tab', async () => {
  const { openTab, log } = await makeBrowser()
  const [one, two] = [await openTab('one'), await openTab('two')]
  await one.signOut('here')
  await until(() => log.length === 2)
  expect(log.sort()).toEqual(['one forgets olga', 'two forgets olga'])
  expect([one.session().user, two.session().user]).toEqual(['guest', 'guest'])
})

test.each<Answer>(['offline', { status: 507, body: { error: 'full' } }])(
  "if the relay couldn't end the sign-in session and said %o, the app asks again and you stay signed out",
  async (answer) => {
    const signOuts = [answer, done]
    const { openTab } = await makeBrowser({ signOuts })
    const account = await openTab('one')
    await account.signOut('here')
    expect(signOuts).toEqual([done])
    account.online()
    await until(() => signOuts.length === 0)
    expect(account.session().user).toBe('guest')
  },
)

test('after you sign out, your unsent messages stay for when you come back', async () => {
  const { openTab, log } = await makeBrowser({ hasUnsent: true })
  await (await openTab('one')).signOut('here')
  expect(log).toEqual(['one closes olga'])
})

test('signing out and in at once leaves no extra session open', async () => {
  const { openTab, log } = await makeBrowser()
  const account = await openTab('one')
  const out = account.signOut('here')
  const back = account.signIn({ login: 'olga', password: 'x' })
  await Promise.all([out, back])
  expect(account.session().user).toBe('olga')
  expect(log).toEqual(['one forgets olga', 'one forgets guest'])
})

const demoOf = (began: string) => ({ registration: 'open', demo: true, began })

test('an account of yesterday’s demo is deleted here with everything that waited in it, and the app says so', async () => {
  const { openTab, log, heardBySession } = await makeBrowser({ hasUnsent: true })
  const account = await openTab('one')
  heardBySession().relay(demoOf('2026-11-21'))
  expect([account.relay()?.demoBegan, account.vanished()]).toEqual(['2026-11-21', false])
  heardBySession().relay(demoOf('2026-11-22'))
  heardBySession().expired()
  await until(() => account.session().user === 'guest')
  await until(() => log.length === 1)
  expect(log).toEqual(['one forgets olga'])
  expect([account.state().name, account.vanished()]).toEqual(['signed-out', true])
})

test("a sign-in session that expires during the same day's demo waits for you to sign in again", async () => {
  const { openTab, heardBySession } = await makeBrowser()
  const account = await openTab('one')
  heardBySession().relay(demoOf('2026-11-21'))
  heardBySession().relay(demoOf('2026-11-21'))
  heardBySession().expired()
  await until(() => outOf(account) !== null)
  expect(account.state()).toMatchObject({ name: 'signed-in', out: 'over' })
})

const outOf = (account: Account) => {
  const state = account.state()
  return state.name === 'signed-in' ? state.out : 'not in'
}

test.each([
  ['password', 'password'],
  ['ended', 'ended'],
  ['unknown', 'unknown'],
  ['of another version', 'over'],
  [undefined, 'over'],
])("the relay's sign-out reason %s is read as %s", async (why, reason) => {
  const { openTab, heardBySession } = await makeBrowser({ why })
  const account = await openTab('one')
  heardBySession().expired()
  expect(outOf(account)).toBeNull()
  await until(() => outOf(account) !== null)
  expect(outOf(account)).toBe(reason)
  heardBySession().met(olga)
  expect(outOf(account)).toBeNull()
})

test('a device that gets a new key continues with it at once', async () => {
  const { openTab, log, heardBySession } = await makeBrowser()
  const account = await openTab('one')
  const before = account.session()
  heardBySession().renewed()
  await until(() => log.length === 1)
  expect(log).toEqual(['one closes olga'])
  expect(account.session()).not.toBe(before)
  expect(account.session().user).toBe('olga')
})

test("a session that can't be opened again is retried at growing intervals, and then gets back what it held", async () => {
  const { openTab, log, clock, disk, heardBySession } = await makeBrowser()
  await openTab('one')
  const held = { unsent: [], notSent: [], acts: [{}], pictures: [], summaries: [], knownKeys: [], goOn: () => {} }
  disk.isBroken = true
  heardBySession().renewed(held as unknown as Saved)
  await until(() => log.length === 1)
  for (const ms of [1_000, 2_000, 4_000]) {
    const before = log.length
    clock.pass(ms - 1)
    await settled()
    expect(log.length).toBe(before)
    clock.pass(1)
    await until(() => log.length === before + 1)
    await settled()
  }
  disk.isBroken = false
  clock.pass(8_000)
  await until(() => log.length === 6)
  expect(log).toEqual([...Array(4).fill('one cannot open'), 'one puts back 1', 'one closes olga'])
})

test('a session you sign out of while it is being renewed stays signed out', async () => {
  const { openTab, log, heardBySession } = await makeBrowser()
  const account = await openTab('one')
  const out = account.signOut('here')
  heardBySession().renewed()
  await out
  await until(() => log.length === 1)
  expect([account.session().user, log]).toEqual(['guest', ['one forgets olga']])
})

test("what you wrote stays on the device if the relay doesn't know your account and you create another one", async () => {
  const { openTab, log, heardBySession } = await makeBrowser({ why: 'unknown' })
  const account = await openTab('one')
  heardBySession().expired()
  await until(() => outOf(account) === 'unknown')
  await account.signedIn({ id: 'AAAAAAAAAAAAAAAAAAAAAQ', username: 'bea', name: 'Bea', admin: false })
  expect(log).toEqual(['one closes olga'])
})
