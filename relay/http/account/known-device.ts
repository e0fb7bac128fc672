import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Accounts } from '../../auth/accounts.ts'
import type { Env } from '../server/context.ts'

/**
 * A browser in which somebody has signed in before. It has its own rate limit, so strangers who guess passwords of the
 * same account elsewhere do not block it.
 */
export interface KnownDevice {
  id: string
  users: string[]
}

const cookieName = 'yabber.known'
const cookiePath = '/api/sign-in'
const lastsSeconds = 400 * 24 * 3_600
/** How many users are remembered for one browser, the latest first. */
const mostUsers = 8

export const knownDevice = (context: Context<Env>, accounts: Accounts): KnownDevice | null => {
  const text = accounts.unseal(cookieName, getCookie(context, cookieName) ?? '')
  return text === null ? null : (JSON.parse(text) as KnownDevice)
}

/** Remembers that this browser is one of the user's. This alone does not sign anybody in. */
export const rememberDevice = (context: Context<Env>, accounts: Accounts, user: string, now: number): void => {
  const { id, users } = knownDevice(context, accounts) ?? { id: randomBytes(16).toString('base64url'), users: [] }
  const device: KnownDevice = { id, users: [user, ...users.filter((one) => one !== user)].slice(0, mostUsers) }
  setCookie(context, cookieName, accounts.seal(cookieName, JSON.stringify(device), now + lastsSeconds * 1_000), {
    path: cookiePath,
    maxAge: lastsSeconds,
    httpOnly: true,
    sameSite: 'Lax',
    secure: accounts.secureCookies,
  })
}
