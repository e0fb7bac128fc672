import { type Context, Hono } from 'hono'
import type { Accounts } from '../../auth/accounts.ts'
import { cleanMail } from '../../auth/fields.ts'
import type { Post } from '../../mail/post.ts'
import { RateLimit } from '../../pace/rate-limit.ts'
import { malformed, readBody, text } from '../server/body.ts'
import { type Env, signedOut, whoAsks } from '../server/context.ts'
import { crowdedIsTooMany, tooMany } from '../server/too-many.ts'
import { linkOver } from './link-over.ts'
import type { Welcome } from './welcome.ts'

export interface PasswordRouteParts {
  accounts: Accounts
  post: Post
  welcome: Welcome
  network(context: Context<Env>): string
  now(): number
  log(line: string): void
}

const minute = 60_000

/** Routes to change a password and to reset a forgotten one. */
export const passwordRoutes = ({ accounts, post, welcome, network, now, log }: PasswordRouteParts) => {
  const limits = {
    changesOfUser: new RateLimit({ burst: 10, everyMs: minute }, now),
    // Counted the same for known and unknown logins, so that the limit does not tell which accounts exist.
    forgottenOfLoginAndNetwork: new RateLimit({ burst: 3, everyMs: 10 * minute }, now),
    forgottenOfNetwork: new RateLimit({ burst: 20, everyMs: minute }, now),
    resetsOfNetwork: new RateLimit({ burst: 20, everyMs: minute / 2 }, now),
  }
  return new Hono<Env>()
    .post('/account/password', async (context) => {
      const me = await whoAsks(context, accounts)
      if (!me) return signedOut(context)
      const body = await readBody(context)
      if (!body) return malformed(context)
      const afterMs = limits.changesOfUser.take(me.user)
      if (afterMs > 0) return tooMany(context, afterMs)
      if (!(await accounts.isThemselves(me, text(body.current))))
        return context.json({ errors: [{ field: 'current', code: 'wrong' }] }, 422)
      const wrong = await accounts.passwords.change(me.user, text(body.next), me.session)
      return wrong ? context.json({ errors: [{ field: 'next', code: wrong }] }, 422) : context.body(null, 204)
    })
    .post('/password/forgotten', async (context) => {
      const body = await readBody(context)
      if (!body) return malformed(context)
      const login = text(body.login).trim()
      const from = network(context)
      const afterMs =
        limits.forgottenOfNetwork.take(from) || limits.forgottenOfLoginAndNetwork.take(`${from} ${cleanMail(login)}`)
      if (afterMs > 0) return tooMany(context, afterMs)
      post.forgotten(login)
      return context.json({}, 202)
    })
    .post('/password/reset', async (context) => {
      const body = await readBody(context)
      if (!body) return malformed(context)
      const afterMs = limits.resetsOfNetwork.take(network(context))
      if (afterMs > 0) return tooMany(context, afterMs)
      const token = text(body.token)
      const reset = await accounts.passwords.reset(token, text(body.password))
      if (!reset) return linkOver(context, accounts, token)
      if ('wrong' in reset) return context.json({ errors: [{ field: 'password', code: reset.wrong }] }, 422)
      return welcome(context, await accounts.openSession(reset.user), { proved: false })
    })
    .post('/accounts/reset-link', async (context) => {
      const me = await whoAsks(context, accounts)
      if (!me) return signedOut(context)
      if (!me.admin) return context.json({ error: 'not-allowed' }, 403)
      const person = await accounts.people.byUsername(text((await readBody(context))?.username))
      if (!person) return context.json({ error: 'no-such-user' }, 404)
      // Admins cannot make a reset link for themselves: to change their own password they must give the current one, in
      // case somebody found their device unlocked.
      if (person.id === me.user) return context.json({ error: 'not-allowed' }, 403)
      log(`admin ${me.username} made a password reset link for ${person.username}`)
      return context.json(await post.resetLink({ user: person.id }))
    })
    .onError(crowdedIsTooMany)
}
