import { type Context, Hono } from 'hono'
import { isHash } from '../../../shared/room/acts.ts'
import type { Accounts } from '../../auth/accounts.ts'
import { RateLimit } from '../../pace/rate-limit.ts'
import { readPicture } from '../../pictures/read-picture.ts'
import { type Env, signedOut, whoAsks } from '../server/context.ts'
import type { PictureIndex } from '../server/core.ts'
import { tooMany } from '../server/too-many.ts'

export interface PictureRouteParts {
  accounts: Accounts
  store: PictureIndex
  now(): number
}

const minute = 60_000
const day = 24 * 60 * minute
const picturesADay = 100

/** Routes to upload pictures. */
export const pictureRoutes = ({ accounts, store, now }: PictureRouteParts) => {
  const limits = {
    ofUser: new RateLimit({ burst: 20, everyMs: minute }, now),
    ofUserInADay: new RateLimit({ burst: picturesADay, everyMs: day / picturesADay }, now),
  }
  return new Hono<Env>().post('/pictures', async (context) => {
    const me = await whoAsks(context, accounts)
    if (!me) return signedOut(context)
    const afterMs = limits.ofUser.take(me.user) || limits.ofUserInADay.take(me.user)
    if (afterMs > 0) return tooMany(context, afterMs)
    const picture = readPicture(new Uint8Array(await context.req.arrayBuffer()))
    if (!picture) return context.json({ error: 'malformed' }, 422)
    await store.commit({ pictures: [{ ...picture, at: now() }] })
    return context.json({ hash: picture.hash })
  })
}

/** Serves a picture to anybody who has its address. Addresses are not listed anywhere. */
export const showPicture =
  ({ store }: Pick<PictureRouteParts, 'store'>) =>
  async (context: Context<Env>) => {
    const hash = context.req.param('hash')
    const picture = isHash(hash) ? await store.pictures.byHash(hash) : null
    if (!picture) return context.text('There is no such picture.', 404, { 'cache-control': 'no-store' })
    return context.body(new Uint8Array(picture.bytes), 200, {
      'content-type': picture.type,
      // Only the reader's own cache may keep it: a shared cache would still show it to others after it is deleted here.
      'cache-control': 'private, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'; sandbox",
    })
  }
