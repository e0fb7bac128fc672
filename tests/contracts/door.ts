import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { worthOfLink } from '../../relay/acts/resolve-invitation.ts'
import { newUser } from '../../relay/acts/rows.ts'
import { type AccountsParts, openAccounts } from '../../relay/auth/accounts.ts'
import { makeProvider, type ProviderSettings } from '../../relay/auth/oidc/provider.ts'
import type { Hashing } from '../../relay/auth/password/hashing.ts'
import type { ClockTrouble } from '../../relay/base/surroundings.ts'
import type { Registration } from '../../relay/config/config.ts'
import type { Connection, Identity, Socket } from '../../relay/connection/socket.ts'
import { watchSpace } from '../../relay/data-folder/space.ts'
import type { DemoDay } from '../../relay/demo/day.ts'
import { type HttpParts, openHttp } from '../../relay/http/server/open-http.ts'
import { logMailer, type Mailer } from '../../relay/mail/mailer.ts'
import { AccountDeletions } from '../../relay/people/account-deletion.ts'
import { fromBase64url, toBase64url } from '../../shared/base64url.ts'
import { deviceId, deviceProofBytes } from '../../shared/record/signed-bytes.ts'
import type { Act } from '../../shared/room/acts.ts'
import { MemoryStore } from '../world/store/memory-store.ts'

/** What the fake house behind the real door was told. */
export interface Heard {
  ended: string[]
  endedUsers: string[]
  endedAccess: string[]
  deleted: { user: string; erase: boolean }[]
  users: { id: string; username: string }[]
  devices: { user: string; publicKey: Uint8Array }[]
  acts: { user: string; id: string; act: Act }[]
  sockets: { who: Identity; document: string | null; socket: Socket; frames: Uint8Array[]; closed: boolean }[]
  logged: string[]
  passwordsChecked: number
  clockTrouble: ClockTrouble | null
}

export interface Options {
  registration?: Registration
  origins?: readonly string[]
  trustedProxies?: readonly string[]
  appFolder?: string
  /** By default letters go to the log. */
  mailer?: Mailer
  provider?: ProviderSettings | null
  demo?: DemoDay | null
  /** Quick ones by default. */
  passwords?: Hashing
}

/**
 * A relay's real door and accounts on real files. The house behind them is fake and only writes down what it is told.
 */
export const startDoor = async ({
  registration = 'open',
  origins = [],
  trustedProxies = [],
  appFolder,
  mailer,
  provider = null,
  demo = null,
  passwords = quickHashing,
}: Options = {}) => {
  const folder = mkdtempSync(join(tmpdir(), 'yabber-door-'))
  const heard: Heard = {
    ended: [],
    endedUsers: [],
    endedAccess: [],
    deleted: [],
    users: [],
    devices: [],
    acts: [],
    sockets: [],
    logged: [],
    passwordsChecked: 0,
    clockTrouble: null,
  }
  const time = fakeTime()
  const store = new MemoryStore()
  const accountsParts: AccountsParts = {
    file: join(folder, 'accounts.db'),
    secret: 'a secret of thirty-two bytes, more or less',
    registration,
    secureCookies: false,
    passwords: counted(passwords, heard),
    now: time.clock.now,
    sessionEnded: (session) => void heard.ended.push(session),
    userEnded: (user) => void heard.endedUsers.push(user),
    worthOfLink: (room, token) => worthOfLink(store, room, token, time.clock.now()),
  }
  const accounts = await openAccounts(accountsParts)
  const core = fakeCore(heard, store)
  const log = (line: string) => void heard.logged.push(line)
  const accountDeletions = new AccountDeletions({ accounts, people: core.people, clock: time.clock, log })
  const door = await openHttp({
    accounts,
    core,
    store,
    accountDeletions,
    mailer: mailer ?? logMailer(log),
    provider: provider && makeProvider(provider, log),
    demo,
    hasSpace: watchSpace(folder, time.clock.now),
    roomsADay: 50,
    clock: time.clock,
    port: 0,
    host: '127.0.0.1',
    origins,
    trustedProxies,
    appFolder: appFolder ?? null,
    log,
  })
  /** Signs up or in like a program that is not a browser: without a page and cookies, for a bearer token. */
  const tokenOf = async (path: '/api/sign-up' | '/api/sign-in', body: unknown) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(door.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
    return answer.headers.get('set-auth-token') ?? ''
  }
  const browser = (origin = door.origins[0] ?? '') => makeBrowser(door.url, origin)
  return {
    ...door,
    accounts,
    core,
    store,
    folder,
    heard,
    time,
    browser,
    tokenOf,
    async stop() {
      await door.close()
      await accountDeletions.stop()
      accounts.close()
      rmSync(folder, { recursive: true })
    },
  }
}
export type StartedDoor = Awaited<ReturnType<typeof startDoor>>

/** The real hash takes most of a core for a while. sign-in.test.ts and every test with a relay of its own use that one. */
export const quickHashing: Hashing = {
  hash: async (password) => `quick ${password}`,
  verify: async ({ hash, password }) => hash === `quick ${password}`,
}

const counted = (passwords: Hashing, heard: Heard): Hashing => ({
  hash: (password) => {
    heard.passwordsChecked++
    return passwords.hash(password)
  },
  verify: (check) => {
    heard.passwordsChecked++
    return passwords.verify(check)
  },
})

const fakeCore = (heard: Heard, store: MemoryStore): HttpParts['core'] => ({
  accept(socket, who, document): Connection {
    const entry = { who, document, socket, frames: [] as Uint8Array[], closed: false }
    heard.sockets.push(entry)
    return {
      receive: (bytes) => void entry.frames.push(Uint8Array.from(bytes)),
      closed: () => {
        entry.closed = true
      },
    }
  },
  endSession: (session) => void heard.ended.push(session),
  clockTrouble: () => heard.clockTrouble,
  act: async (user, id, act) => {
    heard.acts.push({ user, id, act })
    return act.do === 'leave' ? { error: 'owner-must-hand-over' } : { result: { room: act.room, name: 'a room' } }
  },
  people: {
    put: async (person) => {
      heard.users.push(person)
      await store.commit({ users: [newUser(person)] })
    },
    putDevice: async (user, publicKey) => {
      const owner = heard.devices.find((device) => Buffer.compare(device.publicKey, publicKey) === 0)
      if (owner && owner.user !== user) return 'taken'
      heard.devices.push({ user, publicKey })
      const id = toBase64url(deviceId(publicKey))
      if ((await store.people.device(id))?.ended) return 'ended'
      if (!owner)
        await store.commit({
          devices: [{ id, user, publicKey: toBase64url(publicKey), added: Date.now(), ended: null }],
        })
      return 'ok'
    },
    endDevice: async (user, id) => store.commit({ endDevices: [{ id, user, at: Date.now() }] }),
    endAccess: async (user) => void heard.endedAccess.push(user),
    delete: async (user, { erase }) => void heard.deleted.push({ user, erase }),
  },
})

/**
 * A clock that starts at the real time, since better-auth dates sessions by that. It moves only when a test moves it,
 * since machines differ in how much they do in a second.
 */
const fakeTime = () => {
  let now = Date.now()
  const waiting = new Set<{ at: number; run: () => void }>()
  return {
    clock: {
      now: () => now,
      after: (ms: number, run: () => void) => {
        const entry = { at: now + ms, run }
        waiting.add(entry)
        return () => void waiting.delete(entry)
      },
    },
    async pass(ms: number) {
      now += ms
      for (const entry of [...waiting]) {
        if (entry.at > now) continue
        waiting.delete(entry)
        await entry.run()
      }
    },
  }
}

/** Keeps cookies and sends an `Origin`, as a browser does. */
export const makeBrowser = (url: string, origin: string, cookie = '') => {
  /** Cookies that are only sent to the sign-in paths. */
  const atTheDoor = new Map<string, string>()
  const cookiesFor = (path: string): Record<string, string> => {
    const all = [cookie, ...(path.startsWith('/api/sign-in') ? atTheDoor.values() : [])].filter((one) => one !== '')
    return all.length > 0 ? { cookie: all.join('; ') } : {}
  }
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        origin,
        ...cookiesFor(path),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    for (const set of response.headers.getSetCookie()) {
      const pair = set.split(';')[0] ?? ''
      if (/path=\/api\/sign-in/i.test(set)) atTheDoor.set(pair.split('=')[0] ?? '', pair)
      else cookie = pair.replace(/^[^=]*=$/, '')
    }
    const text = await response.text()
    const json = /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : null
    return { status: response.status, headers: response.headers, json, text }
  }
  return {
    get: (path: string, headers?: Record<string, string>) => send('GET', path, undefined, headers),
    post: (path: string, body: unknown, headers?: Record<string, string>) => send('POST', path, body, headers),
    get cookie() {
      return cookie
    },
    origin,
  }
}
export type Browser = ReturnType<typeof makeBrowser>

export const olga = { username: 'Olga', email: 'olga@example.org', password: 'brown cow jumps' }
export const milo = { username: 'milo', email: 'milo@example.org', password: 'green tea at nine' }

export const makeKey = () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return { publicKey: String(publicKey.export({ format: 'jwk' }).x), privateKey }
}
/** The proof that registers a device to a user. */
export const prove = (user: string, { publicKey, privateKey }: { publicKey: string; privateKey: KeyObject }) =>
  sign(null, deviceProofBytes(fromBase64url(user), fromBase64url(publicKey)), privateKey).toString('base64url')
