import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import { cleanRoomName, parseAct } from '../../../shared/room/acts.ts'
import { isId } from '../../../shared/wire/documents.ts'
import { roomNamed } from '../../acts/room-named.ts'
import type { Accounts } from '../../auth/accounts.ts'
import { RateLimit } from '../../pace/rate-limit.ts'
import { malformed, readBody } from '../server/body.ts'
import { type Env, signedOut, whoAsks } from '../server/context.ts'
import type { CoreOfRooms, RoomIndex } from '../server/core.ts'
import { statusOf } from '../server/status.ts'
import { tooMany } from '../server/too-many.ts'

const versionOf = (value: object): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16)

export interface RoomRouteParts {
  accounts: Accounts
  core: CoreOfRooms
  store: RoomIndex
  now(): number
}

/** Acts on rooms, and questions about rooms by name. */
export const roomRoutes = ({ accounts, core, store, now }: RoomRouteParts) => {
  // A day offline may bring hundreds of acts at once.
  const actsOfUser = new RateLimit({ burst: 600, everyMs: 250 }, now)
  return new Hono<Env>()
    .post('/acts', async (context) => {
      const me = await whoAsks(context, accounts)
      if (!me) return signedOut(context)
      const body = await readBody(context)
      const act = parseAct(body?.act)
      if (!act || !isId(body?.id)) return malformed(context)
      const afterMs = actsOfUser.take(me.user)
      if (afterMs > 0) return tooMany(context, afterMs)
      const answer = await core.act(me.user, body.id, act, async () => (await whoAsks(context, accounts)) !== null)
      if ('result' in answer) return context.json({ result: answer.result })
      if (answer.error === 'signed-out') return signedOut(context)
      return context.json({ error: answer.error }, statusOf(answer.error))
    })
    .get('/rooms', async (context) => {
      const [list, seen] = [await store.rooms.public(), context.req.query('seen')]
      if (seen === undefined) return context.json(list)
      // The app asks every few seconds and the list rarely changes, so an unchanged list is not sent again.
      const version = versionOf(list)
      return context.json(seen === version ? { version } : { version, list })
    })
    .get('/rooms/by-name/:name', async (context) => {
      const name = cleanRoomName(context.req.param('name'))
      if (name === null) return context.json({ error: 'bad-name' }, 422)
      const room = await roomNamed(store.rooms, name)
      if (!room) return context.json({ state: 'free' })
      const mayAsk = room.visibility === 'public' || (await whoAsks(context, accounts)) !== null
      return context.json({ state: room.visibility, ...(mayAsk && { room: room.id }) })
    })
}
