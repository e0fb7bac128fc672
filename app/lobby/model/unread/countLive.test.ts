import { expect, test } from 'vitest'
import { toBase64url } from '../../../../shared/base64url.ts'
import type { Body } from '../../../../shared/record/kinds.ts'
import { comparePositions, recordName } from '../../../../shared/record/name.ts'
import type { FoldEntry } from '../../../../shared/room/entry.ts'
import { Folding } from '../../../../shared/room/fold.ts'
import type { Message, WhoIs } from '../../../../shared/room/message.ts'
import { type ReadMark, readBack, readFrom, readOn } from '../../../../shared/room/read-mark.ts'
import { parseDocumentName } from '../../../../shared/wire/documents.ts'
import { Chance } from '../../../../tests/world/chance.ts'
import type { Position } from '../../../base/position.ts'
import type { LiveRoom } from '../../../room/model/liveRoom.ts'
import type { Segment } from '../../../segments/segment.ts'
import { countKept, countLive } from './countLive.ts'
import { guessAll, guessedIn, lateIn, newRoomCount, type RoomCount, sumOf } from './roomCount.ts'

const users = ['me', 'olga', 'milo', 'ben']
const devices = users.map((_, at) => new Uint8Array(16).fill(at + 1))
const whoIs: WhoIs = (device) => {
  const at = devices.findIndex((one) => toBase64url(one) === device)
  return at < 0 ? null : { user: users[at] as string, standing: 'member' }
}
const recordsInASegment = 8
const lateMs = 2_000

/** A room as the relay has it, and what one device of mine has open of it. */
class TestRoom {
  readonly segments: {
    number: number
    folding: Folding
    entries: Map<string, FoldEntry>
    late: Map<string, number>
  }[] = []
  readonly open = new Set<number>()
  readonly blocked = new Set<string>()
  readonly threads = new Map<string, Position>()
  threadsShown = 'folded'
  now = 10_000
  joined = 5_000
  mark: ReadMark | null = null
  ownTo: Position | null = null
  #seq = 0

  constructor() {
    this.#begin()
  }

  get head() {
    return this.segments.at(-1)!
  }

  /** `behindMs`: how long before now it was written. */
  say(user: string, body: Partial<Body> & { kind?: Body['kind'] } = {}, behindMs = 0, ref = ''): string {
    if (this.head.entries.size >= recordsInASegment && ref === '') this.#begin()
    const device = devices[users.indexOf(user)]!
    const name = recordName(device, ++this.#seq)
    const time = ++this.now - behindMs
    const full = { kind: 'post', text: 'hello', ...body } as Body
    const where = ref === '' ? this.head : this.segments.find(({ entries }) => entries.has(ref))!
    const entry: FoldEntry = {
      name,
      device: toBase64url(device),
      kind: full.kind,
      time,
      ref,
      body: full,
      bytes: new Uint8Array(),
    }
    where.entries.set(name, entry)
    where.folding.put(entry)
    if (full.kind === 'post' && behindMs > lateMs) where.late.set(name, this.now)
    if (full.kind === 'post' && user === 'me' && (!this.ownTo || comparePositions(entry, this.ownTo) > 0))
      this.ownTo = { time, name }
    return name
  }

  read(upTo: Position, late: number | undefined = this.now) {
    this.mark = readOn(this.mark, upTo, late)
  }

  all(): Message[] {
    return this.segments.flatMap(({ folding }) => folding.messages()).sort(comparePositions)
  }

  count(kept: RoomCount): RoomCount {
    return countLive(kept, this.#live(), this.mark, this.joined, this.#parts())
  }

  /** As for a room that is not open in this tab. */
  countKept(kept: RoomCount): RoomCount {
    return countKept(kept, 'room', this.mark, this.joined, this.#parts().me)
  }

  /** Reads again what is only guessed, as the watcher does. */
  settle(kept: RoomCount): RoomCount {
    const guessed = guessedIn(kept)
    for (const number of guessed) this.open.add(number)
    const settled = this.count(kept)
    for (const number of guessed) this.open.delete(number)
    return settled
  }

  /** Looks at every message there is. */
  scan(): { unread: number; mentions: number } {
    const from = readFrom(this.mark, this.joined)
    const own =
      this.ownTo && this.ownTo.time > (this.mark?.back ?? 0) && comparePositions(this.ownTo, from) > 0
        ? this.ownTo
        : from
    const unread = this.all().filter((message) => {
      const { name, user, imported, thread } = message
      if (user === 'me' || imported || this.blocked.has(user)) return false
      const upTo = thread && this.threadsShown === 'folded' ? this.threads.get(thread.name) : undefined
      if (upTo && comparePositions(message, upTo) <= 0) return false
      const at = this.segments.map(({ late }) => late.get(name)).find((at) => at !== undefined)
      return (
        comparePositions(message, own) > 0 || (at !== undefined && this.mark?.late !== undefined && at > this.mark.late)
      )
    })
    return { unread: unread.length, mentions: unread.filter(({ mentions }) => mentions.includes('me')).length }
  }

  #begin() {
    const folding = new Folding()
    folding.people(whoIs)
    this.segments.push({ number: this.segments.length + 1, folding, entries: new Map(), late: new Map() })
  }

  #spanOf({ entries }: { entries: Map<string, FoldEntry> }): [number, number, number] {
    const times = [...entries.values()].map(({ time }) => time)
    return [Math.min(...times), Math.max(...times), entries.size]
  }

  #live(): LiveRoom {
    const roster = {
      head: this.head.number,
      threads: this.threadsShown,
      segments: new Map(this.segments.slice(0, -1).map((one) => [one.number, this.#spanOf(one)])),
    }
    return { id: 'room', isKnown: true, whoIs, roster, head: this.#segment(this.head.number) } as unknown as LiveRoom
  }

  #segment(number: number): Segment {
    const { folding, entries } = this.segments[number - 1]!
    const document = { name: `room/AAAAAAAAAAAAAAAAAAAAAA/${number}`, hasLoaded: true }
    return {
      number,
      document,
      entries,
      folding: () => folding,
      messages: () => folding.messages(),
    } as unknown as Segment
  }

  #parts() {
    const numberIn = (document: string) => Number(document.split('/').at(-1))
    return {
      me: {
        user: 'me',
        isBlocked: (user: string) => this.blocked.has(user),
        readInThread: (_: string, root: string) => this.threads.get(root) ?? null,
      },
      segments: { find: (name: string) => (this.open.has(numberIn(name)) ? this.#segment(numberIn(name)) : undefined) },
      late: { in: (document: string) => this.segments[numberIn(document) - 1]?.late ?? new Map() },
    }
  }
}

const placeOf = ({ time, name }: Position): Position => ({ time, name })
const counts = (room: TestRoom) => sumOf(room.settle(room.count(newRoomCount)))

test('messages of others after the read mark are unread, and those that mention you are counted', () => {
  const room = new TestRoom()
  room.read({ time: room.now, name: '~' })
  room.say('olga')
  room.say('milo', { mentions: ['me'] })
  room.say('ben', { everyone: true })
  expect(counts(room)).toEqual({ unread: 3, mentions: 2 })
})

test('what is no message of somebody else, is imported, erased or of a person you blocked is not unread', () => {
  const room = new TestRoom()
  const said = room.say('olga')
  room.say('me')
  room.say('me', { kind: 'import', who: 'Olga', id: '1' })
  room.say('olga', { kind: 'edit', text: 'more' }, 0, said)
  room.say('olga', { kind: 'react', emoji: 'a', on: true }, 0, said)
  room.blocked.add('milo')
  room.say('milo')
  expect(counts(room).unread).toBe(0)
  const erased = room.say('ben')
  expect(counts(room).unread).toBe(1)
  room.say('ben', { kind: 'erase' }, 0, erased)
  expect(counts(room).unread).toBe(0)
})

test('history from before you joined is not unread, unless you mark it so', () => {
  const room = new TestRoom()
  const early = room.say('olga')
  room.say('olga')
  room.joined = room.now + 1
  room.say('olga', {}, -5)
  expect(counts(room).unread).toBe(1)
  room.mark = readBack(
    room.mark,
    { time: room.all().find(({ name }) => name === early)!.time - 1, name: '~' },
    room.now + 9,
  )
  expect(counts(room).unread).toBe(3)
})

test('who writes has read everything above, unless they marked it as unread after that', () => {
  const room = new TestRoom()
  room.say('olga')
  room.say('milo')
  room.say('me')
  room.say('olga')
  expect(counts(room).unread).toBe(1)
  room.mark = readBack(room.mark, { time: 10_000, name: '~' }, room.now + 1)
  expect(counts(room).unread).toBe(3)
  room.say('me', {}, -5)
  expect(counts(room).unread).toBe(0)
})

test('a message that arrives behind what you have read is unread until you have seen what came late', () => {
  const room = new TestRoom()
  room.say('olga')
  room.now += 100_000
  room.say('milo')
  room.read({ time: room.now, name: '~' })
  const late = room.say('ben', { mentions: ['me'] }, 50_000)
  expect(counts(room)).toEqual({ unread: 1, mentions: 1 })
  expect(lateIn(room.count(newRoomCount))).toMatchObject([{ name: late, segment: 1, at: room.now }])
  room.say('milo')
  room.read({ time: room.now, name: '~' }, 0)
  expect(counts(room).unread).toBe(1)
  room.read({ time: room.now, name: '~' }, room.now)
  expect(counts(room).unread).toBe(0)
})

test('a reply counts like any message, and reading it in its thread counts, unless the room shows it in the timeline', () => {
  const room = new TestRoom()
  const thread = room.say('olga')
  room.say('milo', { thread })
  room.threads.set(thread, { time: room.now, name: '~' })
  room.say('milo', { thread })
  expect(counts(room).unread).toBe(2)
  room.threadsShown = 'timeline'
  expect(counts(room).unread).toBe(3)
})

test('segments that are not here count as the roster says, until they are read', () => {
  const room = new TestRoom()
  for (let n = 0; n < 20; n++) room.say(n % 2 ? 'olga' : 'me', { kind: 'import', who: 'x', id: `${n}` })
  for (let n = 0; n < 5; n++) room.say('olga')
  const guess = room.count(newRoomCount)
  expect([sumOf(guess).unread, guessedIn(guess)]).toEqual([25, [1, 2, 3]])
  const settled = room.settle(guess)
  expect([sumOf(settled).unread, guessedIn(settled)]).toEqual([5, []])
})

test.each(Array.from({ length: 120 }, (_, at) => 20_261_201 + at))(
  'seed %d: in any order of arriving, reading and marking as unread, the counts are those of a scan of all messages',
  (seed) => {
    const chance = new Chance(seed)
    const room = new TestRoom()
    let kept = newRoomCount
    for (let step = 0; step < 120; step++) {
      const all = room.all()
      const what = chance.below(12)
      const some = all.length > 0 ? chance.pick(all) : null
      if (what < 6 || !some) {
        const mentions = chance.below(4) === 0 ? { mentions: ['me'] } : {}
        const thread = some && chance.below(4) === 0 ? { thread: some.name } : {}
        const behindMs = chance.below(4) === 0 ? lateMs + 1 + chance.below(30) : 0
        room.say(chance.pick(users), { ...mentions, ...thread }, behindMs)
      } else if (what === 6) room.read(placeOf(some), chance.below(2) ? room.now : undefined)
      else if (what === 7) room.read(placeOf(all.at(-1)!))
      else if (what === 8) room.mark = readBack(room.mark, { time: some.time - 1, name: '~' }, room.now + lateMs)
      else if (what === 9) room.threads.set(some.name, placeOf(chance.pick(all)))
      else if (what === 10 && some.user !== 'me')
        room.say(some.user, { kind: 'erase', text: undefined } as never, 0, some.name)
      else if (what === 11) {
        room.blocked.add('milo')
        kept = guessAll(kept)
      }
      room.now += chance.below(3) * 1_000
      // Sometimes the room is not open in this tab, and then only its line is counted again.
      kept = chance.below(5) === 0 && kept.readTo ? room.settle(room.countKept(kept)) : room.settle(room.count(kept))
      if (guessedIn(kept).length > 0) kept = room.settle(kept)
      expect(sumOf(kept), `step ${step}`).toEqual(room.scan())
    }
  },
)

test('the test names its documents as the app does', () => {
  expect(parseDocumentName('room/AAAAAAAAAAAAAAAAAAAAAA/3')).toMatchObject({ kind: 'segment', segment: 3 })
})
