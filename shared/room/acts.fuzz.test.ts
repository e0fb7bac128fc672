import { expect, test } from 'vitest'
import { Chance } from '../../tests/world/chance.ts'
import { isSeen } from '../record/kinds.ts'
import { cleanLine, isVisible } from '../visible.ts'
import { cleanRoomName, parseAct } from './acts.ts'
import { cleanDisplayName } from './profile.ts'

const id = 'AAAAAAAAAAAAAAAAAAAAAA'
const hash = 'A'.repeat(43)
const status = { emoji: '🌱', text: 'planting', until: null, quiet: false }
const honest: readonly object[] = [
  { do: 'make', room: id, name: 'Garden', topic: '', visibility: 'public', picture: hash, members: [id] },
  { do: 'direct', room: id, users: [id] },
  { do: 'join', room: id, invitation: id },
  { do: 'request', room: id, note: 'hello' },
  { do: 'answer', room: id, user: id, let: true },
  { do: 'invite', room: id, invitation: id, hash, expires: 5, uses: null },
  { do: 'ban', room: id, user: id, erase: true },
  { do: 'role', room: id, user: id, role: 'member' },
  { do: 'change', room: id, name: 'Garden', picture: null, guests: false, invites: 'members' },
  { do: 'threads', room: id, shown: 'folded' },
  { do: 'archive', room: id, on: true },
  { do: 'profile', room: id, name: 'Olga', about: '', zone: 'Europe/Oslo', picture: null, status, showsSeen: true },
]

// biome-ignore format: a list of unusual values
const strange = [
  null, undefined, 0, -1, 1.5, 1e300, Number.NaN, '', ' ', id, hash, '\u202e', 'x'.repeat(10_000), true, [], [id, id], {},
  { toString: 1 }, '__proto__', 'constructor', 'leave', 'owner', ['make'], [[]],
] as const

/** A valid act in which some fields, at any depth, are replaced, dropped or added. */
const bend = (chance: Chance, value: unknown): unknown => {
  if (chance.below(4) === 0) return chance.pick(strange)
  if (Array.isArray(value)) return value.map((item) => bend(chance, item))
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).filter(() => chance.below(12) > 0)
  const bent = fields.map(([key, field]) => [key, chance.below(5) === 0 ? bend(chance, field) : field])
  return Object.fromEntries(
    chance.below(6) === 0 ? [...bent, [chance.pick(['__proto__', 'by', 'role', 'x']), 1]] : bent,
  )
}

test('any input is either refused or read as an act that reads the same when sent again', () => {
  const chance = new Chance(2_026)
  let taken = 0
  for (let n = 0; n < 20_000; n++) {
    const sent = JSON.parse(JSON.stringify(bend(chance, chance.pick(honest)) ?? null)) as unknown
    const act = parseAct(sent)
    if (act === null) continue
    taken++
    expect(parseAct(JSON.parse(JSON.stringify(act)))).toEqual(act)
    expect(Object.keys(act)).not.toContain('x')
  }
  expect(taken).toBeGreaterThan(2_000)
  expect(taken).toBeLessThan(18_000)
})

test('accepts each text as the app cleans it, and refuses text in which nothing is visible', () => {
  const chance = new Chance(20)
  const odd = [
    'a',
    'é',
    ' ',
    '\u200b',
    '\u2060',
    '\u2800',
    '\u3164',
    '\u0301',
    '\u200d',
    '👩',
    '🚀',
    'م',
    'ی',
    '\ufe0f',
    '\ue000',
    '\u202e',
    '#',
  ]
  let named = 0
  for (let n = 0; n < 5_000; n++) {
    const text = Array.from({ length: 1 + chance.below(5) }, () => chance.pick(odd)).join('')
    const line = cleanLine(text)
    const [room, person] = [cleanRoomName(text), cleanDisplayName(text)]
    const isTaken = (act: object) => parseAct({ room: id, ...act }) !== null
    const said = JSON.stringify(text)
    if (room !== null) named++
    if (room !== null) expect(isTaken({ do: 'change', name: room }), said).toBe(true)
    if (person !== null) expect(isTaken({ do: 'profile', name: person }), said).toBe(true)
    expect(isTaken({ do: 'change', topic: line }) && isTaken({ do: 'request', note: line }), said).toBe(true)
    expect(isTaken({ do: 'profile', about: line, status: { ...status, text: line } }), said).toBe(true)
    expect(isSeen({ kind: 'post', text }), said).toBe(isVisible(text))
    if (isVisible(text)) continue
    expect([room, person, line], said).toEqual([null, null, ''])
    for (const act of [
      { do: 'change', name: text },
      { do: 'profile', name: text },
      { do: 'profile', about: text },
    ])
      expect(isTaken(act), said).toBe(false)
    expect(isTaken({ do: 'change', topic: text }) || isTaken({ do: 'request', note: text }), said).toBe(false)
  }
  expect(named).toBeGreaterThan(1_000)
})
