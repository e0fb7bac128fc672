import { createHash, randomBytes } from 'node:crypto'
import type { Client } from '@libsql/client'
import type { LinkOverReason } from '../../../shared/link-over.ts'

const minute = 60_000
const lastsMs = { reset: 60 * minute, mail: 24 * 60 * minute, 'sign-in': 2 * minute }
/** How long the state of a link can be asked for. */
const rememberedMs = 24 * 60 * minute

/** `reset`: set a new password. `mail`: confirm a mail address. `sign-in`: sign in another device. */
export type LinkKind = keyof typeof lastsMs

export interface MadeLink {
  id: string
  token: string
  expires: number
}
export interface LinkFacts {
  kind: LinkKind
  /** Null for an unknown login, so that it takes as long as a known one. */
  user: string | null
  /** The address that a `mail` link confirms, or to which a `reset` link was sent. */
  mail?: string
  /** The link ends together with this session. */
  session?: string
}
export interface FoundLink {
  user: string
  mail: string | null
}

/** Links that work once and for a limited time: 128 random bits, stored only as a hash. */
export const makeOneUseLinks = (client: Client, now: () => number) => ({
  async make({ kind, user, mail, session }: LinkFacts): Promise<MadeLink> {
    const [id, token] = [randomBytes(16).toString('base64url'), randomBytes(16).toString('base64url')]
    const expires = now() + lastsMs[kind]
    await client.batch(
      [
        { sql: 'DELETE FROM one_use_link WHERE expires < ?', args: [now() - rememberedMs] },
        { sql: 'DELETE FROM link_end WHERE at < ?', args: [now() - rememberedMs] },
        {
          sql: 'INSERT INTO one_use_link (hash, id, kind, user, mail, session, expires) VALUES (?, ?, ?, ?, ?, ?, ?)',
          args: [hashOf(token), id, kind, user, mail ?? null, session ?? null, expires],
        },
      ],
      'write',
    )
    return { id, token, expires }
  },

  /** Whose link it is. Null if it does not work. */
  async find(kind: LinkKind, token: string): Promise<FoundLink | null> {
    const { rows } = await client.execute({
      sql: `SELECT user, mail FROM one_use_link WHERE ${works}`,
      args: [hashOf(token), kind, now()],
    })
    return readLink(rows[0])
  },

  /** The same, and marks the link as used. */
  async spend(kind: LinkKind, token: string): Promise<FoundLink | null> {
    const { rows } = await client.execute({
      sql: `UPDATE one_use_link SET used = ? WHERE ${works} RETURNING user, mail`,
      args: [now(), hashOf(token), kind, now()],
    })
    return readLink(rows[0])
  },

  /** The state of a link that this user made. Null if there is no such link. */
  async state(user: string, id: string): Promise<'waiting' | 'used' | 'over' | null> {
    const { rows } = await client.execute({
      sql: 'SELECT used, expires FROM one_use_link WHERE user = ? AND id = ?',
      args: [user, id],
    })
    if (!rows[0]) return null
    if (rows[0].used !== null) return 'used'
    return Number(rows[0].expires) > now() ? 'waiting' : 'over'
  },

  /** Cancels the account's reset links, and links that confirm an address other than its own. */
  async dropWaiting(user: string, why: 'password-changed' | 'mail-confirmed'): Promise<void> {
    await client.batch(
      [
        {
          sql: `INSERT OR IGNORE INTO link_end (hash, why, at) SELECT hash, ?, ? FROM one_use_link
                WHERE ${mayStillEnter}`,
          args: [why, now(), user, user],
        },
        { sql: `DELETE FROM one_use_link WHERE ${mayStillEnter}`, args: [user, user] },
      ],
      'write',
    )
  },

  /** Why a link does not work. */
  async whyOver(token: string): Promise<LinkOverReason> {
    const { rows } = await client.execute({
      sql: `SELECT why FROM link_end WHERE hash = ?1 UNION ALL
            SELECT CASE WHEN used IS NOT NULL THEN 'used' WHEN expires <= ?2 THEN 'too-old' ELSE 'over' END
            FROM one_use_link WHERE hash = ?1`,
      args: [hashOf(token), now()],
    })
    return (rows[0]?.why as LinkOverReason | undefined) ?? 'over'
  },
})
export type OneUseLinks = ReturnType<typeof makeOneUseLinks>

const mayStillEnter = `used IS NULL AND user = ? AND (
  kind = 'reset' OR (kind = 'mail' AND mail NOT IN (SELECT mail FROM mail_claim WHERE user = ?)))`

/** Accounts that are being deleted accept no link. Accounts that were ended accept none that was sent by mail. */
const works = `hash = ? AND kind = ? AND used IS NULL AND expires > ? AND user IS NOT NULL
  AND user NOT IN (SELECT user FROM leaving) AND (mail IS NULL OR user NOT IN (SELECT user FROM ended))`

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')

const readLink = (row: { [column: string]: unknown } | undefined): FoundLink | null =>
  row ? { user: String(row.user), mail: row.mail === null ? null : String(row.mail) } : null
