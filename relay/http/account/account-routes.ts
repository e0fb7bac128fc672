import { type Context, Hono } from 'hono'
import { fromBase64url, toBase64url } from '../../../shared/base64url.ts'
import { deviceId } from '../../../shared/record/signed-bytes.ts'
import { isId } from '../../../shared/wire/documents.ts'
import type { Accounts } from '../../auth/accounts.ts'
import type { Provider } from '../../auth/oidc/provider.ts'
import { provesDevice } from '../../auth/session/device-proof.ts'
import type { SignedIn } from '../../auth/session/sessions.ts'
import type { DemoDay } from '../../demo/day.ts'
import type { Post } from '../../mail/post.ts'
import { RateLimit } from '../../pace/rate-limit.ts'
import { type Body, malformed, readBody, text } from '../server/body.ts'
import { credentialsOf, type Env, passOnSession, signedOut, whoAsks } from '../server/context.ts'
import type { AccountIndex, CoreOfAccounts } from '../server/core.ts'
import { crowdedIsTooMany, tooMany } from '../server/too-many.ts'
import { makeSignInLimits } from './sign-in-limits.ts'
import { agentOf, type Welcome } from './welcome.ts'

export interface AccountRouteParts {
  accounts: Accounts
  core: CoreOfAccounts
  store: AccountIndex
  post: Post
  provider: Provider | null
  demo: DemoDay | null
  roomsADay: number
  welcome: Welcome
  network(context: Context<Env>): string
  now(): number
  log(line: string): void
}

const minute = 60_000

export const accountRoutes = (parts: AccountRouteParts) => {
  const { accounts, core, store, post, provider, demo, welcome, now, log } = parts
  const limits = {
    // A whole school may share one address.
    signUpsOfNetwork: new RateLimit({ burst: 100, everyMs: minute / 2 }, now),
    // Every device is added to the rosters of all its user's rooms, and has a rate limit of its own for writing.
    devicesOfUser: new RateLimit({ burst: 50, everyMs: 5 * minute }, now),
  }
  const signIns = makeSignInLimits(accounts, parts.network, now)
  const relay = () => ({
    registration: accounts.registration,
    time: now(),
    mail: post.goesBy === 'mail',
    oidc: provider && { name: provider.name },
    roomsADay: parts.roomsADay,
    demo: demo !== null,
    ...(demo && { began: demo.began }),
  })

  /** True if neither the rooms nor the accounts know this user id. The rooms still know deleted accounts. */
  const isUnknown = async (user: string | undefined): Promise<boolean> =>
    user !== undefined &&
    isId(user) &&
    (await store.people.byId(user)) === null &&
    (await accounts.people.byId(user)) === null

  return new Hono<Env>()
    .post('/sign-up', async (context) => {
      const afterMs = limits.signUpsOfNetwork.take(parts.network(context))
      if (afterMs > 0) return tooMany(context, afterMs)
      const body = await readBody(context)
      if (!body) return malformed(context)
      const fields = readSignUp(body)
      const result = await accounts.signUp(fields)
      if ('errors' in result) return context.json({ errors: result.errors }, 422)
      // Without a mail server, the links would go to the log, where nobody waits for them.
      if (post.goesBy === 'mail') post.confirm(result.user, fields.email)
      return welcome(context, result, { proved: false })
    })
    .post('/sign-in', async (context) => {
      const body = await readBody(context)
      if (!body) return malformed(context)
      const { afterMs, giveBack } = await signIns.take(context, text(body.login))
      if (afterMs > 0) return tooMany(context, afterMs)
      const result = await accounts.signIn(text(body.login), text(body.password))
      if (!result) return context.json({ error: 'wrong' }, 401)
      giveBack()
      return welcome(context, result, { proved: false })
    })
    .post('/sign-out', async (context) => {
      const body = await readBody(context)
      passOnSession(context, await accounts.signOut(credentialsOf(context), body?.everywhere === true))
      return context.body(null, 204)
    })
    .post('/accounts/end', async (context) => {
      const me = await whoAsks(context, accounts)
      if (!me) return signedOut(context)
      if (!me.admin) return context.json({ error: 'not-allowed' }, 403)
      const person = await accounts.people.byUsername(text((await readBody(context))?.username))
      if (!person) return context.json({ error: 'no-such-user' }, 404)
      if (person.id === me.user) return context.json({ error: 'not-allowed' }, 403)
      await accounts.end(person.id)
      await core.people.endAccess(person.id)
      log(`admin ${me.username} ended the account ${person.username}`)
      return context.body(null, 204)
    })
    .get('/me', async (context) => {
      const me = await whoAsks(context, accounts)
      if (!me) {
        const why = (await isUnknown(context.req.query('user')))
          ? 'unknown'
          : await accounts.whySignedOut(credentialsOf(context))
        return context.json({ error: 'signed-out', ...(why && { why }), relay: relay() }, 401)
      }
      accounts.use.touch(me.session, agentOf(context))
      passOnSession(context, await accounts.prolong(credentialsOf(context)))
      return context.json({ user: await ownPerson(accounts, store, me), device: me.device, relay: relay() })
    })
    .post('/devices', async (context) => {
      const me = await whoAsks(context, accounts)
      if (!me) return signedOut(context)
      const body = await readBody(context)
      const publicKey = text(body?.publicKey)
      if (!provesDevice(me.user, publicKey, text(body?.proof))) return context.json({ error: 'proof' }, 422)
      const afterMs = limits.devicesOfUser.take(me.user)
      if (afterMs > 0) return tooMany(context, afterMs)
      const key = fromBase64url(publicKey)
      const put = await core.people.putDevice(me.user, key)
      if (put === 'taken') return context.json({ error: 'taken' }, 409)
      // This key was ended for good. The device has to make a new one.
      if (put === 'ended') return context.json({ error: 'ended' }, 410)
      const device = toBase64url(deviceId(key))
      await accounts.sessions.bindDevice(me.session, device)
      return context.json({ device })
    })
    .onError(crowdedIsTooMany)
}

const readSignUp = (body: Body) => ({
  username: text(body.username),
  name: text(body.name),
  email: text(body.email),
  password: text(body.password),
  invitation: text(body.invitation),
})

const ownPerson = async (accounts: Accounts, store: AccountIndex, { user, username, name, admin }: SignedIn) => ({
  id: user,
  username,
  // The name from the rooms is current. The one in the account is from sign-up.
  name: (await store.people.byId(user))?.name ?? name,
  admin,
  email: await accounts.mails.of(user),
})
