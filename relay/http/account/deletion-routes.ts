import { type Context, Hono } from 'hono'
import type { Accounts } from '../../auth/accounts.ts'
import { RateLimit } from '../../pace/rate-limit.ts'
import type { AccountDeletions } from '../../people/account-deletion.ts'
import { readBody, text } from '../server/body.ts'
import { credentialsOf, type Env, passOnSession, signedOut, whoAsks } from '../server/context.ts'
import type { AccountIndex } from '../server/core.ts'
import { crowdedIsTooMany, tooMany } from '../server/too-many.ts'
import { exportOf, SignedOutMeanwhile } from './export.ts'

export interface DeletionRouteParts {
  accounts: Accounts
  accountDeletions: Pick<AccountDeletions, 'finishAll'>
  store: AccountIndex
  now(): number
  log(line: string, error?: unknown): void
}

const minute = 60_000

/** Routes to export an account's data and to delete the account. */
export const deletionRoutes = ({ accounts, accountDeletions, store, now, log }: DeletionRouteParts) => {
  const limits = {
    exportsOfUser: new RateLimit({ burst: 5, everyMs: 10 * minute }, now),
    deletionsOfUser: new RateLimit({ burst: 10, everyMs: minute }, now),
  }
  return new Hono<Env>()
    .get('/account/export', async (context) => {
      const me = await whoAsks(context, accounts)
      if (!me) return signedOut(context)
      const credentials = credentialsOf(context)
      const afterMs = limits.exportsOfUser.take(me.user)
      if (afterMs > 0) return tooMany(context, afterMs)
      const isSignedIn = async () => (await accounts.sessions.find(credentials))?.session === me.session
      context.header('content-type', 'application/json; charset=utf-8')
      context.header('content-disposition', 'attachment; filename="yabber.json"')
      return context.body(streamOf(exportOf({ accounts, store, me, isSignedIn, now }), log))
    })
    .post('/account/delete', async (context: Context<Env>) => {
      const me = await whoAsks(context, accounts)
      if (!me) return signedOut(context)
      const body = await readBody(context)
      const afterMs = limits.deletionsOfUser.take(me.user)
      if (afterMs > 0) return tooMany(context, afterMs)
      if (!(await accounts.isThemselves(me, text(body?.password))))
        return context.json({ errors: [{ field: 'password', code: 'wrong' }] }, 422)
      // From here on nobody can sign in as this user. The relay finishes the deletion in the background.
      const erase = body?.erase === true
      await accounts.deletions.note({ user: me.user, erase })
      log(`${me.username} deletes their account${erase ? ' and everything they wrote' : ''}`)
      await accountDeletions.finishAll()
      passOnSession(context, await accounts.signOut(credentialsOf(context), false))
      return context.body(null, 204)
    })
    .onError(crowdedIsTooMany)
}

/**
 * Sends each piece when the client is ready for it. A fault aborts the stream, so that half an export is not taken for
 * a whole one.
 */
const streamOf = (pieces: AsyncGenerator<string>, log: DeletionRouteParts['log']): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(stream) {
      try {
        const { value, done } = await pieces.next()
        if (done) stream.close()
        else stream.enqueue(encoder.encode(value))
      } catch (error) {
        if (!(error instanceof SignedOutMeanwhile)) log('an export was aborted', error)
        stream.error(error)
      }
    },
    cancel: () => void pieces.return(undefined),
  })
}
