import { expect, test } from 'vitest'
import { cleanRoomName, parseAct } from './acts.ts'
import { directRoomId, isDirectId } from './direct.ts'

test('P52: an act is accepted only in its exact shape, and unknown fields are dropped', () => {
  const room = 'kYtR3l1hQ0mWcQ6nM5x8Yw'
  const make = { do: 'make', room, name: 'tea', topic: '', visibility: 'public' }
  expect(parseAct({ ...make, extra: 1 })).toEqual(make)
  const wrong = [null, 1, {}, { do: 'constructor', room }, { ...make, name: ' tea' }, { ...make, room: 'x' }]
  for (const value of [...wrong, { do: 'role', room, user: room, role: 'owner' }, { do: 'add', room }])
    expect(parseAct(value)).toBeNull()
})

test('a room name is trimmed, single-spaced and free of control characters', () => {
  expect(cleanRoomName('  tea \n time\u200b ')).toBe('tea time')
  for (const name of ['', ' \u202e ', '#tea', 'x'.repeat(81)]) expect(cleanRoomName(name)).toBeNull()
})

test('an act can leave out its optional fields, and wrong or missing fields are refused', () => {
  const room = 'kYtR3l1hQ0mWcQ6nM5x8Yw'
  const hash = 'A'.repeat(43)
  const fine = [
    { do: 'make', room, name: 'tea', topic: '', visibility: 'private', picture: hash, members: [room] },
    { do: 'join', room, invitation: room },
    { do: 'invite', room, invitation: room, hash, expires: null, uses: 3 },
    { do: 'ban', room, user: room, erase: true },
    { do: 'change', room, picture: null, guests: false, invites: 'moderators' },
    { do: 'profile', room, name: 'Olga', status: { emoji: '🌱', text: 'planting', until: null, quiet: false } },
    { do: 'profile', room, status: null, picture: null },
  ]
  for (const act of fine) expect(parseAct(act)).toEqual(act)
  const wrong = [
    { do: 'make', room, name: 'tea', topic: '', visibility: 'private', members: [room, room] },
    { do: 'invite', room, invitation: room, hash: 'x', expires: null, uses: 3 },
    { do: 'invite', room, invitation: room, hash, expires: null, uses: 0 },
    { do: 'direct', room, users: [] },
    { do: 'change', room, guests: 'no' },
    { do: 'profile', room, name: ' Olga' },
    { do: 'profile', room, status: { emoji: '🌱', text: 'a\nb', until: null, quiet: false } },
  ]
  for (const act of wrong) expect(parseAct(act)).toBeNull()
})

test('everyone in a direct conversation gets the same id for it', () => {
  const [olga, milo] = ['kYtR3l1hQ0mWcQ6nM5x8Yw', 'AAAAAAAAAAAAAAAAAAAAAA']
  expect(directRoomId([olga, milo])).toBe(directRoomId([milo, olga, milo]))
  expect(isDirectId(directRoomId([olga, milo]))).toBe(true)
  expect(isDirectId(olga)).toBe(false)
})

test.each(['\u200b', '\u2060', '\u00ad', '\u3164', '\u2800', '\u0301', '\ufe0f', '\ue000', '\u{e0041}', ' \u202e '])(
  'a name or text of only %j is refused',
  (nothing) => {
    const room = 'kYtR3l1hQ0mWcQ6nM5x8Yw'
    const acts = [
      { do: 'make', room, name: nothing, topic: '', visibility: 'public' },
      { do: 'make', room, name: 'tea', topic: nothing, visibility: 'public' },
      { do: 'change', room, name: nothing },
      { do: 'change', room, topic: nothing },
      { do: 'request', room, note: nothing },
      { do: 'profile', room, name: nothing },
      { do: 'profile', room, about: nothing },
      { do: 'profile', room, status: { emoji: '', text: nothing, until: null, quiet: false } },
      { do: 'profile', room, status: { emoji: nothing, text: 'tea', until: null, quiet: false } },
    ]
    for (const act of acts) expect(parseAct(act)).toBeNull()
  },
)

test.each(['می‌خواهم', 'क्‍ष', '👩‍👩‍👧', '❤️‍🔥', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'])('%s is accepted as a name, as it is written', (name) => {
  const room = 'kYtR3l1hQ0mWcQ6nM5x8Yw'
  expect(cleanRoomName(` ${name} `)).toBe(name)
  const acts = [
    { do: 'make', room, name, topic: name, visibility: 'public' },
    { do: 'profile', room, name, about: name, status: { emoji: '🌱', text: name, until: null, quiet: false } },
  ]
  for (const act of acts) expect(parseAct(act)).toEqual(act)
})
