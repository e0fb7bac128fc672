import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLibsql } from '../../relay/store/libsql/open.ts'
import type { RecordRow, WrittenRow } from '../../relay/store/records.ts'
import type { Change, Store } from '../../relay/store/store.ts'
import { type Kind, kinds } from '../../shared/record/kinds.ts'
import { limits } from '../../shared/record/limits.ts'
import type { MemberSpan } from '../../shared/room/roster.ts'
import { MemoryStore } from '../world/store/memory-store.ts'
import { slicesOf } from '../world/store/slices.ts'
import { aDevice, aGone, aMember, anInvitation, aPicture, aRequest, aRoom, aUser, id } from './store-rows.ts'

const rooms = [id('one'), id('two')]
const users = [id('milo'), id('olga'), id('remy')]
const devices = users.map((user) => id(`d${user.slice(0, 3)}`))
const segments = [1, 2]
const keys = ['read/x', 'draft/x']
const hashes = ['bear', 'wolf', 'hare']
const times = [5, 10, 15, 20]

/**
 * Draws changes that a gate might make, and some that no gate would make. Each is all or nothing, and must have the
 * same result in both stores.
 */
class Hand {
  #state: number
  readonly #clocks = new Map<string, number>()
  #at = 5_000_000

  constructor(seed: number) {
    this.#state = seed * 2_654_435_761 + 1
  }

  below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((this.#state / 2 ** 32) * limit)
  }

  of<T>(all: readonly T[]): T {
    return all[this.below(all.length)] as T
  }

  change(): Change {
    const change: Change = { records: this.#some(() => this.#row()) }
    if (this.below(3) === 0) change.blank = this.#some(() => ({ room: this.of(rooms), ...this.#name() }))
    if (this.below(8) === 0)
      change.seal = [{ room: this.of(rooms), segment: this.of(segments), from: 1, to: 2, count: 3 }]
    if (this.below(5) === 0) change.rooms = [this.#room()]
    if (this.below(5) === 0) change.members = this.#some(() => this.#member())
    if (this.below(9) === 0)
      change.documents = [{ name: `room/${this.of(rooms)}`, state: Uint8Array.of(this.below(256)) }]
    if (this.below(9) === 0)
      change.answers = [{ user: this.of(users), key: this.of(keys), answer: `${this.below(9)}`, at: 1 }]
    return { ...change, ...this.#ofPeople(), ...this.#waysIn() }
  }

  #ofPeople(): Change {
    const change: Change = {}
    if (this.below(6) === 0) change.users = [this.#user()]
    if (this.below(6) === 0) change.seen = this.#some(() => ({ user: this.of(users), at: this.of(times) }))
    if (this.below(6) === 0)
      change.blocks = this.#some(() => ({ user: this.of(users), blocked: this.of(users), on: this.below(3) > 0 }))
    if (this.below(9) === 0)
      change.devices = [aDevice({ id: this.of(devices), user: this.of(users), added: this.of(times) })]
    if (this.below(9) === 0)
      change.endDevices = this.#some(() => ({ id: this.of(devices), user: this.of(users), at: this.of(times) }))
    if (this.below(6) === 0) change.pictures = this.#some(() => aPicture(this.of(hashes), { at: this.of(times) }))
    return change
  }

  #waysIn(): Change {
    const change: Change = {}
    const place = () => ({ room: this.of(rooms), user: this.of(users) })
    if (this.below(4) === 0) change.requests = this.#some(() => this.#request())
    if (this.below(6) === 0) change.dropRequests = this.#some(place)
    if (this.below(4) === 0) change.invitations = this.#some(() => this.#invitation())
    if (this.below(6) === 0)
      change.dropInvitations = this.#some(() => ({ room: this.of(rooms), id: id(this.of(hashes)) }))
    if (this.below(4) === 0)
      change.gone = this.#some(() =>
        aGone(this.of(users), {
          room: this.of(rooms),
          at: this.of(times),
          name: this.of(['', 'Garden']),
          why: this.of(['removed', 'banned', 'deleted']),
        }),
      )
    if (this.below(6) === 0) change.dropGone = this.#some(place)
    return change
  }

  vector(): Map<number, number> {
    return new Map(this.#some(() => [this.below(6), this.below(12)] as const))
  }

  #some<T>(make: () => T): T[] {
    return Array.from({ length: this.below(4) }, make)
  }

  #name() {
    return { device: this.of(devices), seq: 1 + this.below(40) }
  }

  #row(): RecordRow {
    const who = this.below(users.length)
    const [user, device] = [users[who]!, devices[who]!]
    const [room, segment, client] = [this.of(rooms), this.of(segments), who * 2 + this.below(2)]
    const length = this.below(4) === 0 ? 1 + this.below(3) : 1
    const place = `${room}${segment}/${client}`
    const clock = this.#clocks.get(place) ?? 0
    if (this.below(30) > 0) this.#clocks.set(place, clock + length)
    const base = { room, segment, client, clock, device, user, at: this.#at++ }
    if (length > 1 || this.below(9) === 0) return { ...base, state: 'empty', length }
    const { seq } = this.#name()
    const bytes = new Uint8Array(1 + this.below(400)).fill(seq)
    if (this.below(6) === 0) return { ...base, state: 'repeat', seq, bytes }
    const kind = this.of(Object.keys(kinds) as Kind[])
    const time = this.#at - this.of([0, 5, limits.lateMs + 9])
    return { ...base, state: 'record', seq, kind, time, ref: '', key: kind === 'set' ? this.of(keys) : null, bytes }
  }

  #room() {
    const nameKey = this.of([null, 'garden', 'kitchen'])
    const visibility = nameKey ? ('public' as const) : ('private' as const)
    const kind = this.of(['room', 'room', 'direct'] as const)
    const formerly = this.#some(() => ({ name: this.of(keys), until: this.of(times) }))
    const [picture, head] = [this.of([null, ...hashes]), this.of(segments)]
    const [archived, deleted] = [this.of([null, 8]), this.of([null, null, 9])]
    return aRoom({ id: this.of(rooms), kind, nameKey, visibility, formerly, picture, head, archived, deleted })
  }

  #member() {
    const role = this.of(['owner', 'member', null] as const)
    const spans: MemberSpan[] = role
      ? [[1, null]]
      : [
          this.of<MemberSpan>([
            [1, 2],
            [1, 2, 'removed'],
          ]),
        ]
    const [banned, erasing] = [this.of([null, 7]), this.of([null, ...times])]
    return aMember(this.of(users), { room: this.of(rooms), role, spans, banned, erasing })
  }

  #user() {
    const status = { emoji: '🌴', text: this.of(keys), until: this.of([null, 5]), quiet: this.below(2) === 0 }
    const [picture, deleted, showsSeen] = [this.of([null, ...hashes]), this.below(5) === 0, this.below(2) === 0]
    const strangersInvite = this.below(2) === 0
    const base = { picture, deleted, showsSeen, strangersInvite, status: this.of([null, status]) }
    return aUser({ id: this.of(users), username: this.of(['milo', 'olga', 'remy', 'dov']), ...base })
  }

  #request() {
    const [at, refused] = [this.of(times), this.of([null, null, 9])]
    return aRequest(this.of(users), { room: this.of(rooms), at, refused })
  }

  #invitation() {
    const [made, used] = [this.of(times), this.below(3)]
    return anInvitation(this.of(hashes), {
      room: this.of(rooms),
      made,
      used,
      hash: this.of(hashes),
      uses: this.of([null, 2]),
      ended: this.of([null, { at: made, why: 'left' }]),
    })
  }
}

const everythingIn = async (store: Store, vector: Map<number, number>): Promise<unknown[]> => {
  const seen: unknown[] = [await store.rooms.public(), await store.rooms.byNameKey('garden')]
  seen.push(await store.people.byIds(users), await store.people.devicesOf(users))
  seen.push(await store.upkeep.goneDue(10))
  seen.push(await store.people.seen(users), await store.upkeep.erasuresDue(10), await store.upkeep.deletedRooms())
  for (const hash of hashes) seen.push(await store.pictures.byHash(hash))
  for (const user of users) {
    seen.push(await store.rooms.of(user), await store.rooms.everOf(user), await store.acts.answer(user, 'read/x'))
    seen.push(
      await store.invitations.requestsOf(user),
      await store.rooms.goneOf(user, 10),
      await store.people.blocksOf(user),
    )
    seen.push(await allWrittenBy(store, user, 1 + vector.size))
  }
  for (const room of rooms) {
    seen.push(await store.rooms.byId(room), await store.rooms.members(room), await store.records.sealed(room))
    seen.push(await store.documents.byName(`room/${room}`), await store.records.lastSeqs(room, devices))
    seen.push(await store.invitations.requests(room), await store.invitations.of(room))
    for (const hash of hashes) seen.push(await store.invitations.byHash(room, hash))
    for (const user of users)
      seen.push(new Set((await store.records.ofUser(room, user, 999)).map((row) => nameOf(row))))
    for (const key of keys) seen.push(await store.records.setting(room, key))
    for (const segment of segments) {
      seen.push(await store.records.segment(room, segment))
      seen.push(
        await slicesOf(store.records, room, segment, new Map()),
        await slicesOf(store.records, room, segment, vector),
      )
    }
    for (const device of devices)
      for (let seq = 1; seq <= 40; seq++) seen.push(await store.records.byName(room, device, seq))
  }
  return seen
}

const nameOf = ({ device, seq, segment }: { device: string; seq: number; segment: number }): string =>
  `${segment} ${device}.${seq}`

const allWrittenBy = async (store: Store, user: string, size: number): Promise<WrittenRow[]> => {
  const all: WrittenRow[] = []
  const next = () => store.records.writtenBy(user, all.at(-1) ?? null, size)
  for (let page = await next(); page.length > 0; page = await next()) all.push(...page)
  return all
}

/** Two stores may take different steps, but must end with the same data. */
const dropDeletedIn = async (store: Store): Promise<void> => {
  for (const room of await store.upkeep.deletedRooms()) while (await store.upkeep.dropSome(room, 3));
  await store.pictures.dropUnused(15)
}

const outcomesOf = async (store: Store, changes: readonly Change[]): Promise<string[]> => {
  const outcomes = await Promise.allSettled(changes.map((change) => store.commit(change)))
  return outcomes.map((outcome) => (outcome.status === 'fulfilled' ? 'kept' : outcome.reason.name))
}

test.each([1, 2, 3, 4, 5, 6, 23])(
  'seed %i: the memory store and the libSQL store hold the same data after the same changes',
  async (seed) => {
    const folder = await mkdtemp(join(tmpdir(), 'yabber-twins-'))
    const [file, memory] = [await openLibsql(join(folder, 'log.db')), new MemoryStore()]
    const hand = new Hand(seed)
    for (let round = 0; round < 12; round++) {
      const changes = Array.from({ length: 1 + hand.below(8) }, () => hand.change())
      expect(await outcomesOf(file, changes)).toEqual(await outcomesOf(memory, changes))
      const vector = hand.vector()
      expect(await everythingIn(file, vector)).toEqual(await everythingIn(memory, vector))
      if (hand.below(3) > 0) continue
      await dropDeletedIn(file)
      await dropDeletedIn(memory)
      expect(await everythingIn(file, vector)).toEqual(await everythingIn(memory, vector))
    }
    await file.close()
    await rm(folder, { recursive: true })
  },
)
