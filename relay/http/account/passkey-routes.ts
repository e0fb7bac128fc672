import { isIP } from 'node:net'
import { type Context, Hono } from 'hono'
import { cleanLine } from '../../../shared/visible.ts'
import type { Accounts } from '../../auth/accounts.ts'
import type { Site } from '../../auth/passkey/passkey-ceremony.ts'
import { longestPasskeyName } from '../../auth/passkey/passkeys.ts'
import { RateLimit } from '../../pace/rate-limit.ts'
import { malformed, readBody, text } from '../server/body.ts'
import { type Env, signedOut, whoAsks } from '../server/context.ts'
import { crowdedIsTooMany, tooMany } from '../server/too-many.ts'
import { agentOf, type Welcome } from './welcome.ts'

export interface PasskeyRouteParts {
  accounts: Accounts
  welcome: Welcome
  network(context: Context<Env>): string
  now(): number
}

export const passkeyRoutes = ({ accounts, welcome, network, now }: PasskeyRouteParts) => {
  const { passkeys } = accounts
  // A sign-in makes two requests: one for the challenge, one with the answer.
  const asksOfNetwork = new RateLimit({ burst: 100, everyMs: 5_000 }, now)
  // Each request tries a password.
  const asksOfUser = new RateLimit({ burst: 10, everyMs: 60_000 }, now)

  return new Hono<Env>()
    .use('/sign-in/passkey/*', async (context, next) => {
      const afterMs = asksOfNetwork.take(network(context))
      return afterMs > 0 ? tooMany(context, afterMs) : next()
    })
    .post('/sign-in/passkey/options', async (context) => {
      const site = siteOf(context)
      if (!site) return notHere(context)
      return context.json({ options: await passkeys.askToSignIn(site) })
    })
    .post('/sign-in/passkey', async (context) => {
      const site = siteOf(context)
      if (!site) return notHere(context)
      const body = await readBody(context)
      const session = await passkeys.signIn(site, body?.response)
      return session ? welcome(context, session) : context.json({ error: 'wrong' }, 401)
    })
    .get('/account/passkeys', async (context) => {
      const me = await whoAsks(context, accounts)
      return me ? context.json({ passkeys: await passkeys.list(me.user) }) : signedOut(context)
    })
    .post('/account/passkeys/options', async (context) => {
      const me = await whoAsks(context, accounts)
      if (!me) return signedOut(context)
      const site = siteOf(context)
      if (!site) return notHere(context)
      const afterMs = asksOfUser.take(me.user)
      if (afterMs > 0) return tooMany(context, afterMs)
      // Ask for the password, so that somebody who finds a device unlocked cannot add a passkey of their own.
      const isThemselves = await accounts.isThemselves(me, text((await readBody(context))?.password))
      if (!isThemselves) return context.json({ error: 'who' }, 403)
      return context.json({ options: await passkeys.askToRegister(me.user, site), agent: agentOf(context) })
    })
    .post('/account/passkeys', async (context) => {
      const me = await whoAsks(context, accounts)
      if (!me) return signedOut(context)
      const site = siteOf(context)
      if (!site) return notHere(context)
      const body = await readBody(context)
      const name = cleanName(body?.name) ?? 'Passkey'
      const passkey = await passkeys.register(me.user, site, body?.response, name)
      return passkey ? context.json({ passkey }) : context.json({ error: 'passkey' }, 422)
    })
    .post('/account/passkeys/rename', async (context) => {
      const me = await whoAsks(context, accounts)
      if (!me) return signedOut(context)
      const body = await readBody(context)
      const name = cleanName(body?.name)
      if (name === null) return malformed(context)
      return answer(context, await passkeys.rename(me.user, text(body?.id), name))
    })
    .post('/account/passkeys/remove', async (context) => {
      const me = await whoAsks(context, accounts)
      if (!me) return signedOut(context)
      return answer(context, await passkeys.remove(me.user, text((await readBody(context))?.id)))
    })
    .onError(crowdedIsTooMany)
}

/**
 * Origin and host of the page that asks, which is one of ours. Null for an IP address, because a passkey is bound to a
 * host name.
 */
const siteOf = (context: Context<Env>): Site | null => {
  const origin = context.req.header('origin')
  if (origin === undefined) return null
  const host = new URL(origin).hostname
  return isIP(host.replace(/^\[|\]$/g, '')) === 0 ? { origin, host } : null
}

const notHere = (context: Context<Env>) => context.json({ error: 'no-passkeys-here' }, 422)

const answer = (context: Context<Env>, found: boolean) =>
  found ? context.body(null, 204) : context.json({ error: 'no-such-passkey' }, 404)

/** Null if the name is empty or too long. */
const cleanName = (value: unknown): string | null => {
  const name = cleanLine(text(value))
  return name !== '' && name.length <= longestPasskeyName ? name : null
}
