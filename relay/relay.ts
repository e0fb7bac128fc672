import { join } from 'node:path'
import { neverBack } from '../shared/never-back.ts'
import { worthOfLink } from './acts/resolve-invitation.ts'
import { type Accounts, type AccountsParts, openAccounts } from './auth/accounts.ts'
import { makeProvider } from './auth/oidc/provider.ts'
import { hashing } from './auth/password/hashing.ts'
import { ClockWatch } from './base/clock-watch.ts'
import { logEvent, logLine } from './base/log.ts'
import type { Clock } from './base/surroundings.ts'
import type { Config } from './config/config.ts'
import { Core } from './core/core.ts'
import { openFolder } from './data-folder/folder.ts'
import { lockFolder } from './data-folder/lock.ts'
import { readSecret } from './data-folder/secret.ts'
import { watchSpace } from './data-folder/space.ts'
import type { DemoDay } from './demo/day.ts'
import { bringUpToDate } from './documents/upgrade.ts'
import { makeVerify } from './gate/verify.ts'
import { openHttp } from './http/server/open-http.ts'
import { logMailer } from './mail/mailer.ts'
import { smtpMailer } from './mail/smtp-mailer.ts'
import { relayLimits } from './pace/relay-limits.ts'
import { AccountDeletions } from './people/account-deletion.ts'
import { syncUsers } from './people/sync-users.ts'
import { openLibsql } from './store/libsql/open.ts'

export interface Relay {
  url: string
  /** The address of the page to open, for when no `--origin` is set. */
  page: string
  origins: readonly string[]
  /** Addresses at which other machines reach the relay without a proxy. Null if it listens only for this machine. */
  outside: readonly string[] | null
  /** Resolves when every socket is closed and everything accepted is on disk. */
  stop(): Promise<void>
}

/**
 * Starts a whole relay on one data folder. `appFolder` is null if another server serves the app. `demo` is null for a
 * normal relay.
 */
export const startRelay = async (
  config: Config,
  appFolder: string | null,
  demo: DemoDay | null = null,
): Promise<Relay> => {
  const folder = config.dataFolder
  openFolder(folder)
  const unlock = await lockFolder(folder)
  const store = await openLibsql(join(folder, 'rooms.db'))
  const clockWatch = new ClockWatch({ clock: systemClock, log: logEvent })
  const core = new Core({
    clockWatch,
    store,
    clock: systemClock,
    verify: makeVerify(),
    limits: { ...relayLimits, aDay: { ...relayLimits.aDay, make: config.roomsADay } },
    log: logEvent,
  })
  const accounts = await openAccountsOf(config, {
    sessionEnded: (session) => core.endSession(session),
    userEnded: (user) => core.endUser(user),
    worthOfLink: (room, token) => worthOfLink(store, room, token, systemClock.now()),
  })
  await syncUsers(accounts, store.people, core.people, logLine)
  const users = (await accounts.people.all()).map(({ id }) => id)
  await bringUpToDate(users, store, systemClock.now())
  // Repeated at each start, in case the relay crashed half-way or the account was ended by an older version that did
  // not do this.
  const beingDeleted = new Set((await accounts.deletions.all()).map(({ user }) => user))
  for (const user of await accounts.people.ended()) if (!beingDeleted.has(user)) await core.people.endAccess(user)
  const accountDeletions = new AccountDeletions({ accounts, people: core.people, clock: systemClock, log: logLine })
  await accountDeletions.finishAll()
  const mailer = config.smtp ? smtpMailer(config.smtp) : logMailer(logLine)
  const door = await openHttp({
    ...config,
    accounts,
    core,
    store,
    accountDeletions,
    mailer,
    provider: config.oidc && makeProvider(config.oidc, logLine),
    demo,
    hasSpace: watchSpace(folder, systemClock.now),
    clock: systemClock,
    appFolder,
    log: logLine,
  })
  return {
    url: door.url,
    page: door.page,
    origins: door.origins,
    outside: door.outside,
    async stop() {
      await core.stop()
      await door.close()
      await accountDeletions.stop()
      await store.close()
      accounts.close()
      unlock()
    },
  }
}

/** Opens only the accounts, for commands that work beside a running relay. */
export const openAccountsOf = (
  { dataFolder, registration, origins }: Config,
  on: Pick<AccountsParts, 'sessionEnded' | 'userEnded' | 'worthOfLink'>,
): Promise<Accounts> =>
  openAccounts({
    ...on,
    file: join(dataFolder, 'accounts.db'),
    secret: readSecret(dataFolder),
    registration,
    secureCookies: origins.some((origin) => origin.startsWith('https:')),
    passwords: hashing(),
    now: systemClock.now,
  })

const time = neverBack(Date.now)

export const systemClock: Clock = {
  ...time,
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
