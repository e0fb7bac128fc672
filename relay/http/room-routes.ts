import { type Context, Hono } from 'hono'
import { cleanRoomName, parseAct, roomNameKey } from '../../shared/room/acts.ts'
import { isId } from '../../shared/wire/documents.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'
import type { Accounts } from '../auth/accounts.ts'
import { Allowance } from '../auth/allowance.ts'
import { malformed, readBody } from './body.ts'
import { type Env, signedOut, whoAsks } from './context.ts'
import type { CoreOfRooms, RoomIndex } from './core.ts'
import { tooMany } from './too-many.ts'

export interface RoomRouteParts {
  accounts: Accounts
  core: CoreOfRooms
  rooms: RoomIndex
  network(context: Context<Env>): string
  now(): number
}

/** What people do to rooms and ask about them by name. */
export const roomRoutes = ({ accounts, core, rooms, network, now }: RoomRouteParts) => {
  const limits = {
    // A day offline may bring hundreds at once.
    actsOfUser: new Allowance({ burst: 600, everyMs: 250 }, now),
    // Names are there to be asked about, not to be listed.
    questionsOfNetwork: new Allowance({ burst: 120, everyMs: 250 }, now),
  }
  return new Hono<Env>()
    .on('GET', ['/rooms', '/rooms/*', '/users/*'], async (context, next) => {
      const afterMs = limits.questionsOfNetwork.take(network(context))
      return afterMs > 0 ? tooMany(context, afterMs) : next()
    })
    .post('/acts', async (context) => {
      const me = await whoAsks(context, accounts)
      if (!me) return signedOut(context)
      const body = await readBody(context)
      const act = parseAct(body?.act)
      if (!act || !isId(body?.id)) return malformed(context)
      const afterMs = limits.actsOfUser.take(me.user)
      if (afterMs > 0) return tooMany(context, afterMs)
      const answer = await core.act(me.user, body.id, act)
      return 'error' in answer
        ? context.json({ error: answer.error }, statusOf(answer.error))
        : context.json({ result: answer.result })
    })
    .get('/rooms', async (context) => context.json(await rooms.publicRooms()))
    .get('/rooms/by-name/:name', async (context) => {
      const name = cleanRoomName(context.req.param('name'))
      if (name === null) return context.json({ error: 'bad-name' }, 422)
      const room = await rooms.roomByNameKey(roomNameKey(name))
      if (!room) return context.json({ state: 'free' })
      return context.json(room.visibility === 'public' ? { state: 'public', room: room.id } : { state: 'private' })
    })
    .get('/users/by-name/:username', async (context) => {
      if (!(await whoAsks(context, accounts))) return signedOut(context)
      const person = await accounts.people.byUsername(context.req.param('username'))
      if (!person) return context.json({ error: 'no-such-user' }, 404)
      const { id, username, name } = person
      return context.json({ id, username, name })
    })
}

const statusOf = (code: RefusalCode): 404 | 409 | 413 | 422 | 429 | 507 | 403 => {
  switch (code) {
    case 'no-such-room':
    case 'no-such-user':
    case 'no-such-target':
      return 404
    case 'already':
    case 'name-taken':
    case 'name-used':
    case 'owner-must-hand-over':
      return 409
    case 'too-large':
      return 413
    case 'bad-name':
    case 'bad-body':
    case 'too-early':
    case 'erased':
      return 422
    case 'too-fast':
      return 429
    case 'full':
    case 'segment-full':
      return 507
    case 'not-a-member':
    case 'not-allowed':
    case 'not-yours':
    case 'private':
    case 'closed':
      return 403
  }
}
