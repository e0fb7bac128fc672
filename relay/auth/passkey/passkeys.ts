import type { Client, Row } from '@libsql/client'
import type { People } from '../account/people.ts'
import type { OpenedSession, OpenSession } from '../session/open-session.ts'
import { makeChallenges, type Purpose } from './challenges.ts'
import {
  type Asked,
  askToRegister,
  askToSignIn,
  type Offered,
  readRegistration,
  readSignIn,
  type Site,
} from './passkey-ceremony.ts'

export interface Passkey {
  /** The credential id, base64url. */
  id: string
  name: string
  /** Milliseconds since 1970. `used` is null if it was never used. */
  added: number
  used: number | null
}

export const longestPasskeyName = 64
const atMost = 20

/** Passkeys: a signed-in user adds them, then signs in with them without a password. */
export const makePasskeys = ({
  client,
  people,
  openSession,
  now,
}: {
  client: Client
  people: People
  openSession: OpenSession
  now(): number
}) => {
  const challenges = makeChallenges(now)

  const rowsOf = async (user: string): Promise<Row[]> => {
    const sql = 'SELECT * FROM passkey WHERE user = ? ORDER BY added, id'
    return (await client.execute({ sql, args: [user] })).rows
  }
  const asked = (purpose: Purpose): Asked => ({
    isOpen: (challenge) => challenges.isOpen(challenge, purpose),
    spend: (challenge) => challenges.spend(challenge, purpose),
  })
  const offeredOf = async (user: string, site: Site): Promise<Offered[]> =>
    (await rowsOf(user)).filter((row) => row.site === site.host).map(readOffered)

  return {
    async list(user: string): Promise<Passkey[]> {
      return (await rowsOf(user)).map(readPasskey)
    },

    async askToRegister(user: string, site: Site) {
      const person = await people.byId(user)
      if (!person) throw new Error('an account was deleted while it was adding a passkey')
      const challenge = challenges.make({ what: 'register', user, site: site.host })
      return askToRegister(site, person, await offeredOf(user, site), challenge)
    },

    /** Null if the answer is not valid, or the account has too many passkeys. */
    async register(user: string, site: Site, response: unknown, name: string): Promise<Passkey | null> {
      const made = await readRegistration(response, site, asked({ what: 'register', user, site: site.host }))
      if (!made || (await rowsOf(user)).length >= atMost) return null
      const added = now()
      const { rowsAffected } = await client.execute({
        sql: `INSERT INTO passkey (id, user, site, name, key, counter, transports, added)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
        args: [made.id, user, site.host, name, made.key, made.counter, JSON.stringify(made.transports), added],
      })
      return rowsAffected === 1 ? { id: made.id, name, added, used: null } : null
    },

    /** False if the user has no passkey with this id. */
    async rename(user: string, id: string, name: string): Promise<boolean> {
      const sql = 'UPDATE passkey SET name = ? WHERE user = ? AND id = ?'
      return (await client.execute({ sql, args: [name, user, id] })).rowsAffected === 1
    },

    async remove(user: string, id: string): Promise<boolean> {
      const sql = 'DELETE FROM passkey WHERE user = ? AND id = ?'
      return (await client.execute({ sql, args: [user, id] })).rowsAffected === 1
    },

    /** The same for everybody, so that it reveals neither accounts nor their devices. */
    askToSignIn(site: Site) {
      return askToSignIn(site, challenges.make({ what: 'sign-in', user: null, site: site.host }))
    },

    /** Null if the answer proves no passkey. */
    async signIn(site: Site, response: unknown): Promise<OpenedSession | null> {
      const row = await passkeyOf(client, response, site)
      if (!row) return null
      const credential = { ...readOffered(row), publicKey: bytes(row.key), counter: Number(row.counter) }
      const counter = await readSignIn(
        response,
        site,
        credential,
        asked({ what: 'sign-in', user: null, site: site.host }),
      )
      return counter !== null && (await countUse(client, row, counter, now())) ? openSession(String(row.user)) : null
    },
  }
}
export type Passkeys = ReturnType<typeof makePasskeys>

const passkeyOf = async (client: Client, response: unknown, site: Site): Promise<Row | null> => {
  const { id, user } = readClaim(response)
  const sql = 'SELECT * FROM passkey WHERE id = ? AND site = ?'
  const row = (await client.execute({ sql, args: [id, site.host] })).rows[0]
  return row && (user === null || user === row.user) ? row : null
}

/** Which passkey the answer names, and which user the device says it belongs to. */
const readClaim = (response: unknown): { id: string; user: string | null } => {
  const { id, response: inner } = (response ?? {}) as { id?: unknown; response?: { userHandle?: unknown } | null }
  const user = inner?.userHandle
  return { id: typeof id === 'string' ? id : '', user: typeof user === 'string' && user !== '' ? user : null }
}

/** Updates the use count. False if the passkey was removed, or the same answer was used by another request first. */
const countUse = async (client: Client, { id, counter: before }: Row, counter: number, used: number) => {
  const sql = 'UPDATE passkey SET counter = ?, used = ? WHERE id = ? AND counter = ?'
  const args = [counter, used, String(id), Number(before)]
  return (await client.execute({ sql, args })).rowsAffected === 1
}

const readPasskey = (row: Row): Passkey => ({
  id: String(row.id),
  name: String(row.name),
  added: Number(row.added),
  used: row.used === null ? null : Number(row.used),
})

const readOffered = (row: Row): Offered => ({
  id: String(row.id),
  transports: JSON.parse(String(row.transports)) as string[],
})

const bytes = (value: unknown): Uint8Array<ArrayBuffer> => new Uint8Array(value as ArrayBuffer)
