import { type Context, Hono } from 'hono'
import type { Accounts } from '../../auth/accounts.ts'
import { checkMail, cleanMail } from '../../auth/fields.ts'
import type { Post } from '../../mail/post.ts'
import { RateLimit } from '../../pace/rate-limit.ts'
import { malformed, readBody, text } from '../server/body.ts'
import { type Env, signedOut, whoAsks } from '../server/context.ts'
import type { CoreOfAccounts } from '../server/core.ts'
import { crowdedIsTooMany, tooMany } from '../server/too-many.ts'
import { linkOver } from './link-over.ts'

export interface ProfileRouteParts {
  accounts: Accounts
  core: CoreOfAccounts
  post: Post
  network(context: Context<Env>): string
  now(): number
}

const minute = 60_000

/** Routes to change an account's user name and mail address. */
export const profileRoutes = ({ accounts, core, post, network, now }: ProfileRouteParts) => {
  const limits = {
    // Without a limit, one person could take many names from others.
    namesOfUser: new RateLimit({ burst: 10, everyMs: 10 * minute }, now),
    mailsOfUser: new RateLimit({ burst: 5, everyMs: 5 * minute }, now),
    confirmsOfNetwork: new RateLimit({ burst: 20, everyMs: minute / 2 }, now),
  }
  return new Hono<Env>()
    .get('/account', async (context) => {
      const me = await whoAsks(context, accounts)
      if (!me) return signedOut(context)
      return context.json({
        email: await accounts.mails.of(me.user),
        confirmed: await accounts.mails.isConfirmed(me.user),
        password: await accounts.passwords.isSet(me.user),
      })
    })
    .post('/account/username', async (context) => {
      const me = await whoAsks(context, accounts)
      if (!me) return signedOut(context)
      const body = await readBody(context)
      if (!body) return malformed(context)
      const afterMs = limits.namesOfUser.take(me.user)
      if (afterMs > 0) return tooMany(context, afterMs)
      const wrong = await accounts.rename(me.user, text(body.username))
      if (wrong) return context.json({ errors: [{ field: 'username', code: wrong }] }, 422)
      const person = await accounts.people.byId(me.user)
      if (!person) return signedOut(context)
      await core.people.put(person)
      return context.json({ user: { ...person, email: await accounts.mails.of(me.user) } })
    })
    .post('/account/email', async (context) => {
      const me = await whoAsks(context, accounts)
      if (!me) return signedOut(context)
      const body = await readBody(context)
      if (!body) return malformed(context)
      const afterMs = limits.mailsOfUser.take(me.user)
      if (afterMs > 0) return tooMany(context, afterMs)
      const wrong = checkMail(cleanMail(text(body.email)))
      if (wrong) return context.json({ errors: [{ field: 'email', code: wrong }] }, 422)
      if (!(await accounts.isThemselves(me, text(body.password))))
        return context.json({ errors: [{ field: 'password', code: 'wrong' }] }, 422)
      // The answer never tells whether other accounts use the same mail address.
      post.confirm(me.user, text(body.email))
      return context.json({ sent: post.goesBy }, 202)
    })
    .post('/account/email/confirm', async (context) => {
      const body = await readBody(context)
      if (!body) return malformed(context)
      const afterMs = limits.confirmsOfNetwork.take(network(context))
      if (afterMs > 0) return tooMany(context, afterMs)
      const token = text(body.token)
      const link = await accounts.links.spend('mail', token)
      const person = link && (await accounts.people.byId(link.user))
      if (!person || link.mail === null) return linkOver(context, accounts, token)
      const before = await accounts.mails.of(person.id)
      await accounts.mails.confirm(person.id, link.mail)
      // The old mailbox may still hold a reset link, but may no longer belong to this person. Another address waiting
      // for confirmation may be a typing mistake.
      await accounts.links.dropWaiting(person.id, 'mail-confirmed')
      if (before !== '' && before !== link.mail) post.moved(person.username, before)
      return context.json({ email: link.mail, username: person.username })
    })
    .onError(crowdedIsTooMany)
}
