import * as Y from 'yjs'
import { type PlannedAct, planAct } from '../../relay/acts/acts.ts'
import { planUser } from '../../relay/acts/users.ts'
import { documentsAnew } from '../../relay/documents/rewrite-stale.ts'
import { type Act, mostADay } from '../../shared/room/acts.ts'
import { type Home, readHome } from '../../shared/room/home.ts'
import { type Roster, readRoster } from '../../shared/room/roster.ts'
import type { RefusalCode } from '../../shared/wire/results.ts'
import { id, milo, mona, olga, remy, stan } from './people.ts'
import { MemoryStore } from './store/memory-store.ts'

export const room = id('garden')

/** Plans and commits acts as the relay does, on a store in memory. The clock moves a little with each act. */
export class ActStage {
  readonly store = new MemoryStore()
  now = 1_000
  roomsADay = 50

  async setUp(): Promise<this> {
    for (const user of [olga, mona, milo, remy, stan]) {
      const username = user.slice(0, 4)
      const person = { id: user, username, name: `${username} x` }
      await this.store.commit((await planUser(this.store, person, this.now)).change)
    }
    return this
  }

  /** Plans an act and commits it, or returns the code of the refusal. */
  async try(actor: string, act: Act): Promise<PlannedAct | RefusalCode> {
    const planned = await planAct(this.store, actor, act, ++this.now, { make: this.roomsADay, ...mostADay })
    if ('refusal' in planned) return planned.refusal
    await this.store.commit(planned.change)
    await this.findStale()
    return planned
  }

  /**
   * Throws if any roster or home shows something else than the rows that it is made from. Notices that are a month old
   * may be in a home or not, because the relay drops them later.
   */
  async findStale(): Promise<void> {
    for (const user of [olga, mona, milo, remy, stan]) {
      const [now, withOld] = [await this.#staleFor(user, this.now), await this.#staleFor(user, 0)]
      const stale = now.filter((name) => withOld.includes(name))
      if (stale.length > 0) throw new Error(`stale after a change: ${stale}`)
    }
  }

  async #staleFor(user: string, now: number): Promise<string[]> {
    return ((await documentsAnew(this.store, user, now)).documents ?? []).map(({ name }) => name)
  }

  async act(actor: string, act: Act): Promise<PlannedAct> {
    const planned = await this.try(actor, act)
    if (typeof planned === 'string') throw new Error(planned)
    return planned
  }

  /** Creates the room "Garden" with the whole cast in it. */
  async fill(visibility: 'public' | 'private' = 'public'): Promise<void> {
    await this.act(olga, made('Garden', visibility))
    for (const user of [mona, milo, remy]) await this.act(olga, { do: 'add', room, user })
    await this.act(olga, { do: 'role', room, user: mona, role: 'moderator' })
    await this.act(olga, { do: 'remove', room, user: remy })
  }

  async roster(of = room): Promise<Roster> {
    return readRoster(await this.#entriesOf(`room/${of}`))
  }

  async home(user: string): Promise<Home> {
    return readHome(await this.#entriesOf(`home/${user}`))
  }

  async roles(of = room): Promise<Map<string, string | null>> {
    return new Map([...(await this.roster(of)).members].map(([user, { role }]) => [user, role]))
  }

  async #entriesOf(name: string): Promise<[string, unknown][]> {
    const state = await this.store.documents.byName(name)
    const doc = new Y.Doc()
    if (state) Y.applyUpdate(doc, state)
    return Object.entries(doc.getMap('roster').toJSON())
  }
}

export const made = (name = 'Garden', visibility: 'public' | 'private' = 'public'): Act & { do: 'make' } => ({
  do: 'make',
  room,
  name,
  topic: 'plants',
  visibility,
})

/** The hash of a picture that the store already keeps, as after `POST /api/pictures`. */
export const picture = 'p'.repeat(42).concat('A')
export const bringPicture = ({ store, now }: ActStage): Promise<void> =>
  store.commit({ pictures: [{ hash: picture, type: 'image/webp', bytes: new Uint8Array([1]), at: now }] })
