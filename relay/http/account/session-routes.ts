import { type Context, Hono } from 'hono'
import { isId } from '../../../shared/wire/documents.ts'
import type { Accounts } from '../../auth/accounts.ts'
import type { SignedIn } from '../../auth/session/sessions.ts'
import { RateLimit } from '../../pace/rate-limit.ts'
import { malformed, readBody, text } from '../server/body.ts'
import { type Env, signedOut, whoAsks } from '../server/context.ts'
import type { AccountIndex, CoreOfAccounts } from '../server/core.ts'
import { tooMany } from '../server/too-many.ts'
import { linkOver } from './link-over.ts'
import { agentOf, type Welcome } from './welcome.ts'

export interface SessionRouteParts {
  accounts: Accounts
  core: CoreOfAccounts
  store: AccountIndex
  welcome: Welcome
  network(context: Context<Env>): string
  now(): number
}

const minute = 60_000

/** Lists and ends an account's sessions and devices, and lets a signed-in device sign in another one. */
export const sessionRoutes = ({ accounts, core, store, welcome, network, now }: SessionRouteParts) => {
  const limits = {
    linksOfUser: new RateLimit({ burst: 20, everyMs: minute / 2 }, now),
    linksOfNetwork: new RateLimit({ burst: 50, everyMs: 10_000 }, now),
  }
  return (
    new Hono<Env>()
      .get('/account/sessions', async (context) => {
        const me = await whoAsks(context, accounts)
        if (!me) return signedOut(context)
        accounts.use.touch(me.session, agentOf(context))
        return context.json(await listAll(accounts, store, me))
      })
      .post('/account/sessions/end', async (context) => {
        const me = await whoAsks(context, accounts)
        if (!me) return signedOut(context)
        const body = await readBody(context)
        if (body?.others === true) await accounts.ends.others(me.user, me.session, 'elsewhere')
        else if (!isId(body?.id)) return malformed(context)
        else if (!(await accounts.ends.one(me.user, body.id))) return context.json({ error: 'no-such-session' }, 404)
        return context.body(null, 204)
      })
      .post('/account/devices/end', async (context) => {
        const me = await whoAsks(context, accounts)
        if (!me) return signedOut(context)
        const device = text((await readBody(context))?.device)
        const there = isId(device) ? await store.people.device(device) : null
        if (there?.user !== me.user) return context.json({ error: 'no-such-device' }, 404)
        // End the sessions first. Otherwise a device that is told about its end could bind a new key to its session and
        // stay signed in.
        await accounts.ends.ofDevice(me.user, device)
        await core.people.endDevice(me.user, device)
        return context.body(null, 204)
      })
      .post('/account/link', async (context) => {
        const me = await whoAsks(context, accounts)
        if (!me) return signedOut(context)
        const afterMs = limits.linksOfUser.take(me.user)
        if (afterMs > 0) return tooMany(context, afterMs)
        return context.json(await accounts.links.make({ kind: 'sign-in', user: me.user, session: me.session }))
      })
      .get('/account/link/:id', async (context) => {
        const me = await whoAsks(context, accounts)
        if (!me) return signedOut(context)
        const state = await accounts.links.state(me.user, context.req.param('id'))
        return state ? context.json({ state }) : context.json({ error: 'no-such-link' }, 404)
      })
      .use('/sign-in/link/*', async (context, next) => {
        const afterMs = limits.linksOfNetwork.take(network(context))
        return afterMs > 0 ? tooMany(context, afterMs) : next()
      })
      // Tells whose account a link opens, so that people see it before they sign in by a link that somebody sent them.
      .post('/sign-in/link/whose', async (context) => {
        const token = text((await readBody(context))?.token)
        const link = await accounts.links.find('sign-in', token)
        const person = link && (await accounts.people.byId(link.user))
        return person ? context.json({ username: person.username }) : linkOver(context, accounts, token)
      })
      .post('/sign-in/link', async (context) => {
        const token = text((await readBody(context))?.token)
        const link = await accounts.links.spend('sign-in', token)
        if (!link) return linkOver(context, accounts, token)
        return welcome(context, await accounts.openSession(link.user), { proved: false })
      })
  )
}

const listAll = async (accounts: Accounts, store: AccountIndex, me: SignedIn) => {
  const sessions = await accounts.use.sessionsOf(me.user)
  const uses = await accounts.use.devicesOf(me.user)
  const devices = await store.people.devicesOf([me.user])
  return {
    sessions: sessions.map((session) => ({ ...session, current: session.id === me.session })),
    devices: devices.map(({ id, added, ended }) => ({
      id,
      added,
      ended,
      agent: uses.get(id)?.agent ?? { browser: '', system: '' },
      used: uses.get(id)?.used ?? null,
    })),
  }
}
