import type { Client, Row } from '@libsql/client'
import { bringsToken, type CredentialHeaders, checkToken, signedToken } from './credentials.ts'

/** A live sign-in session and its user. */
export interface SignedIn {
  session: string
  user: string
  username: string
  name: string
  admin: boolean
  /** The device bound to the session, or null before one is bound. */
  device: string | null
}

/** Looks a session up with one signature check and one query. This costs a tenth of better-auth's own look-up. */
export const makeSessions = ({
  client,
  secret,
  cookieName,
  now,
}: {
  client: Client
  secret: string
  cookieName: string
  now(): number
}) => {
  /** The token, if it was signed by this relay. Its session may have ended. */
  const tokenIn = (headers: CredentialHeaders): string | null => {
    const signed = signedToken(headers, cookieName)
    return signed && checkToken(signed, secret)
  }
  return {
    tokenIn,

    async find(headers: CredentialHeaders): Promise<SignedIn | null> {
      const token = tokenIn(headers)
      if (token === null) return null
      const { rows } = await client.execute({ sql: byToken, args: [token, new Date(now()).toISOString()] })
      return rows[0] ? readSignedIn(rows[0]) : null
    },

    /** Whether the request brings a session, live or not. */
    isClaimed: (headers: CredentialHeaders): boolean => bringsToken(headers, cookieName),

    /** Which of these sessions have ended. */
    async ended(sessions: readonly string[]): Promise<string[]> {
      const live = new Set<string>()
      for (let from = 0; from < sessions.length; from += 500) {
        const { rows } = await client.execute({
          sql: stillLive,
          args: [JSON.stringify(sessions.slice(from, from + 500)), new Date(now()).toISOString()],
        })
        for (const row of rows) live.add(String(row.id))
      }
      return sessions.filter((session) => !live.has(session))
    },

    async bindDevice(session: string, device: string): Promise<void> {
      await client.execute({
        sql: 'INSERT INTO session_device (session, device) VALUES (?, ?) ON CONFLICT DO UPDATE SET device = excluded.device',
        args: [session, device],
      })
    },

    /** The credentials in the form that better-auth reads: always its cookie. */
    asCookie(headers: CredentialHeaders): Headers {
      const signed = signedToken(headers, cookieName)
      return new Headers(signed === null ? {} : { cookie: `${cookieName}=${signed}` })
    },
  }
}
export type Sessions = ReturnType<typeof makeSessions>

const isOver = 'EXISTS (SELECT 1 FROM leaving WHERE user = userId) OR EXISTS (SELECT 1 FROM ended WHERE user = userId)'
// better-auth stores times as ISO text, which sorts in order of time.
const byToken = `
  SELECT session.id AS session, user.id AS user, username, displayUsername, name, admin, device
  FROM session JOIN user ON user.id = session.userId
  LEFT JOIN session_device ON session_device.session = session.id
  WHERE token = ? AND expiresAt > ? AND NOT (${isOver})`
const stillLive = `
  SELECT session.id FROM session JOIN user ON user.id = session.userId
  WHERE session.id IN (SELECT value FROM json_each(?)) AND expiresAt > ? AND NOT (${isOver})`

const readSignedIn = (row: Row): SignedIn => ({
  session: String(row.session),
  user: String(row.user),
  username: String(row.displayUsername ?? row.username),
  name: String(row.name),
  admin: Number(row.admin) === 1,
  device: row.device === null ? null : String(row.device),
})
