import { expect, test } from 'vitest'
import { Chance } from '../../../tests/world/chance.ts'
import { mentionsIn, usersNamedIn } from './mentions.ts'
import { piecesOf } from './piecesOf.ts'

const rooms = ['Garden', 'Garden club', 'c++', 'Ünder ground'].map((name) => ({ id: `id of ${name}`, name }))
const users = new Map([
  ['ann', 'id-ann'],
  ['ann.lee', 'id-lee'],
])
/** What leads somewhere in the text, and where to. */
const leads = (text: string, everyone = false) =>
  piecesOf(text, { users, everyone, rooms }).flatMap((piece) => {
    if (piece.kind === 'text') return []
    if (piece.kind === 'everyone') return [[piece.text, 'everyone']]
    return [[piece.text, piece.kind === 'person' ? piece.user : piece.id]]
  })

test('names of people who are mentioned lead to them, and a sentence can go on right after one', () => {
  expect(leads('@Ann, ask @ann.lee. Or @ann.')).toEqual([
    ['@Ann', 'id-ann'],
    ['@ann.lee', 'id-lee'],
    ['@ann', 'id-ann'],
  ])
  expect(leads("@ann's @bob mail@ann @annika @@ann")).toEqual([['@ann', 'id-ann']])
})

test('@room leads nowhere, unless it mentions everybody', () => {
  expect(leads('@room hello')).toEqual([])
  expect(leads('@Room: hello @rooms', true)).toEqual([['@Room', 'everyone']])
})

test('names of rooms lead to them, the longest one first; unknown ones lead nowhere', () => {
  expect(leads('#garden, #Garden club! #c++ #ünder ground')).toEqual([
    ['#garden', 'id of Garden'],
    ['#Garden club', 'id of Garden club'],
    ['#c++', 'id of c++'],
    ['#ünder ground', 'id of Ünder ground'],
  ])
  expect(leads('#gardens #attic a#Garden ##Garden # Garden https://example.org/#Garden')).toEqual([])
})

test('the pieces of any text, joined, are the text', () => {
  const signs = [
    '@',
    '#',
    '@ann',
    '.lee',
    '#Garden',
    ' club',
    ' ',
    ' ',
    '@room',
    'c++',
    '\u202e',
    'İ',
    '́',
    '👩‍🌾',
    '<b>',
  ]
  const chance = new Chance(7)
  let led = 0
  for (let round = 0; round < 2_000; round++) {
    const text = Array.from({ length: chance.below(12) }, () => chance.pick(signs)).join('')
    const pieces = piecesOf(text, { users, everyone: chance.below(2) > 0, rooms })
    expect(pieces.map((piece) => piece.text).join('')).toBe(text)
    expect(pieces.every((piece) => piece.text !== '')).toBe(true)
    led += pieces.filter(({ kind }) => kind !== 'text').length
  }
  expect(led).toBeGreaterThan(500)
})

test('whoever is mentioned is led to, also when some have other usernames by now and others took theirs', () => {
  const chance = new Chance(9)
  const usernames = ['ann', 'bob', 'cleo', 'j_d', 'max-2', 'o.k']
  for (let round = 0; round < 500; round++) {
    const members = usernames.map((username) => ({ user: `id-${username}`, username }))
    const text = Array.from({ length: 4 }, () => `@${chance.pick(usernames)}`).join(' and ')
    const mentioned = mentionsIn(text, members).users
    const renamed = new Set(usernames.filter(() => chance.below(3) === 0).map((username) => `id-${username}`))
    const now = mentioned.map((user) => ({ user, username: renamed.has(user) ? `new-${user}` : user.slice(3) }))
    const people = usersNamedIn(text, false, now)
    const led = piecesOf(text, { users: people, everyone: false, rooms: [] })
    const expected = text.split(' and ').map((name) => `id-${name.slice(1)}`)
    expect(led.flatMap((piece) => (piece.kind === 'person' ? [piece.user] : []))).toEqual(expected)
  }
})
