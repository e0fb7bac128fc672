import { expect, test } from 'vitest'
import type { Position } from '../../base/position.ts'
import type { MembershipNotice, MessageView } from '../model/RoomView.ts'
import { layOut } from './rows.ts'

const noon = new Date(2026, 2, 14, 12).getTime()
const minute = 60_000
const day = 24 * 60 * minute

let made = 0
const say = (author: string, time: number, more: Partial<MessageView> = {}): MessageView => ({
  name: `device.${(made++).toString(36).padStart(4, '0')}`,
  time,
  user: author,
  author,
  picture: null,
  nobody: false,
  blocked: false,
  text: 'hello',
  own: false,
  state: { name: 'relay' },
  segment: 1,
  edits: [],
  editedAt: null,
  re: null,
  thread: null,
  replies: null,
  mentions: [],
  everyone: false,
  mentionsMe: false,
  reactions: [],
  pinned: null,
  saved: null,
  poll: null,
  forward: null,
  acts: { reply: true, react: true, edit: false, erase: false, pin: false, vote: false, close: false, forward: true },
  waiting: false,
  voteRefused: null,
  late: false,
  imported: false,
  signature: 'verified',
  ...more,
})
const join = (name: string, time: number): MembershipNotice => ({ name, time, did: 'joined' })

const since = (after: Position | null) => after && { after, before: Number.POSITIVE_INFINITY }
const lay = (messages: readonly MessageView[], notices: readonly MembershipNotice[], readTo: Position | null) =>
  layOut({ messages, notices, unread: since(readTo) }).rows

/** One letter per row: d day, n unread line, c joins and leaves, M first message of a group, m a later one. */
const shape = (...talk: Parameters<typeof lay>) =>
  lay(...talk)
    .slice(1, -1)
    .map((row) => (row.kind === 'message' ? (row.leads ? 'M' : 'm') : row.kind.charAt(0)))
    .join('')

test('an empty room has a start and an end', () => {
  expect(lay([], [], null).map((row) => row.kind)).toEqual(['start', 'end'])
})

test('messages by one author within five minutes of each other form a group', () => {
  const talk = [
    say('olga', noon),
    say('olga', noon + 4 * minute),
    say('olga', noon + 9 * minute),
    say('milo', noon + 9 * minute),
  ]
  expect(shape(talk, [], null)).toBe('dMmMM')
})

test("imported messages and forged messages don't join the group of other messages", () => {
  const imported = [say('olga', noon), say('olga', noon, { imported: true }), say('olga', noon, { imported: true })]
  expect(shape(imported, [], null)).toBe('dMMm')
  const forged = [say('olga', noon), say('olga', noon, { signature: 'forged' }), say('olga', noon)]
  expect(shape(forged, [], null)).toBe('dMMM')
})

test('each local day starts with a divider, and no group crosses it', () => {
  const midnight = new Date(2026, 2, 15).getTime()
  expect(shape([say('olga', midnight - 1), say('olga', midnight), say('olga', midnight + 3 * day)], [], null)).toBe(
    'dMdMdM',
  )
})

test('the “new” line is above the first unread message by somebody else', () => {
  const read = say('olga', noon)
  const own = say('me', noon + 1, { own: true })
  const talk = [read, own, say('olga', noon + 2), say('olga', noon + 3)]
  expect(shape(talk, [], read)).toBe('dMMnMm')
  expect(shape([read, own], [], read)).toBe('dMM')
  expect(shape(talk, [], null)).toBe('dMMMm')
})

test('if two messages have the same time, their names decide which is unread', () => {
  const [first, second] = [say('olga', noon), say('olga', noon)]
  expect(shape([first, second], [], first)).toBe('dMnM')
})

test('a message that arrives while you watch gets no “new” line', () => {
  const talk = [say('olga', noon), say('milo', noon + minute)]
  const unread = { after: { time: noon, name: talk[0]?.name ?? '' }, before: noon + minute }
  expect(layOut({ messages: talk, notices: [], unread }).newLine).toBe(-1)
  expect(layOut({ messages: talk, notices: [], unread: { ...unread, before: noon + minute + 1 } }).newLine).toBe(3)
})

test('joins and leaves in a row share one line, and end a group', () => {
  const notices = [join('mona', noon + 1), join('dee', noon + 2), join('eve', noon + 9)]
  const rows = lay([say('olga', noon), say('olga', noon + 5)], notices, null)
  expect(rows.map((row) => row.kind).slice(1, -1)).toEqual([
    'day',
    'message',
    'coming-and-going',
    'message',
    'coming-and-going',
  ])
  expect(rows[3]).toMatchObject({ notices: [{ name: 'mona' }, { name: 'dee' }] })
})

test('keys are unique and stay the same when older messages load above', () => {
  const older = Array.from({ length: 50 }, (_, at) => say('milo', noon - 50_000 + at))
  const newer = [say('olga', noon), say('olga', noon + day)]
  const before = lay(newer, [join('mona', noon + 1)], newer[0] ?? null).map((row) => row.key)
  const after = lay([...older, ...newer], [join('mona', noon + 1)], newer[0] ?? null).map((row) => row.key)
  expect(new Set(after).size).toBe(after.length)
  for (const key of before) expect(after).toContain(key)
})

test('updating a layout gives the same result as building it from scratch', () => {
  const random = seeded(7)
  const names = ['olga', 'milo', 'me']
  const pick = (many: number) => Math.floor(random() * many)
  let messages: MessageView[] = []
  let notices: MembershipNotice[] = []
  let layout = layOut({ messages, notices, unread: null })
  for (let round = 0; round < 400; round++) {
    const time = noon + pick(5) * day + pick(600) * minute
    const name = names[pick(3)] as string
    const change = pick(4)
    if (change === 0) notices = [...notices, join(name, time)].sort((a, b) => a.time - b.time)
    else if (change === 1 && messages.length > 0)
      messages = messages.with(pick(messages.length) - messages.length, say(name, time))
    else messages = [...messages, say(name, time, { own: name === 'me' })]
    messages = messages.toSorted((a, b) => a.time - b.time || (a.name > b.name ? 1 : -1))
    const unread = since(round < 200 ? null : { time: noon + 2 * day, name: 'x' })
    layout = layOut({ messages, notices, unread }, layout)
    const anew = layOut({ messages, notices, unread })
    expect(layout).toEqual(anew)
    expect(layout.keys).toEqual(layout.rows.map((row) => row.key))
  }
})

function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
