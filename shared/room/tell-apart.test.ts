import { expect, test } from 'vitest'
import { Chance } from '../../tests/world/chance.ts'
import { lookOf, looks } from '../names/look-alikes.ts'
import { looksWith } from '../names/looks.ts'
import { readRoster } from './roster.ts'
import { calledBeside, type Named, tellApart } from './tell-apart.ts'

const called = (...people: [name: string, username: string, deleted?: true][]) => [
  ...calledBeside(
    people.map(([name, username, deleted]): [string, Named] => [
      username,
      { name, username, ...(deleted && { deleted }) },
    ]),
    looks,
  ).values(),
]

test('a person whose name nobody else has is shown with just that name', () => {
  expect(called(['Amy', 'amy'], ['Bob', 'bob'], ['Cy', 'amy2'])).toEqual(['Amy', 'Bob', 'Cy'])
})

test('people whose names look alike are all shown with their usernames added', () => {
  expect(called(['Amy', 'amy'], ['Аmу', 'mallory'], ['a m y', 'trent'], ['Bob', 'bob'])).toEqual([
    'Amy @amy',
    'Аmу @mallory',
    'a m y @trent',
    'Bob',
  ])
})

test("the username is also added to a name that looks like another person's username or a reserved name", () => {
  expect(called(['Ann', 'amy'], ['Amy', 'mallory'], ['Adm1n', 'trent'])).toEqual([
    'Ann',
    'Amy @mallory',
    'Adm1n @trent',
  ])
})

test("writing another person's username into your own name doesn't make you look like them", () => {
  expect(called(['Amy', 'amy'], ['Amy P @amy', 'mallory'], ['Bob ＠bob', 'trent'])).toEqual([
    'Amy',
    'Amy P @amy @mallory',
    'Bob ＠bob @trent',
  ])
})

test("a deleted account doesn't count as a look-alike, and a username added earlier isn't added twice", () => {
  expect(called(['Amy', 'amy', true], ['Amy', 'amy2'])).toEqual(['Amy', 'Amy'])
  expect(called(['Amy @amy', 'amy'], ['Bob', 'bob'])).toEqual(['Amy', 'Bob'])
  expect(called(['Amy @amy', 'amy'], ['Amy @amy2', 'amy2'])).toEqual(['Amy @amy', 'Amy @amy2'])
})

test('a username reads from left to right beside any name', () => {
  expect(called(['عمر', 'omar'], ['عمر', 'umar'])).toEqual(['عمر \u200e@omar', 'عمر \u200e@umar'])
  expect(called(['عمر \u200e@omar', 'omar'])).toEqual(['عمر'])
})

test('an old name in which nothing is visible is replaced by the username', () => {
  expect(called(['\u3164', 'amy'], ['\u200b', 'bob'])).toEqual(['amy', 'bob'])
})

test('a roster also tells apart past members and people who ask to join', () => {
  const member = (name: string, username: string, role: string | null = 'member') => ({
    ...{ name, username, role, devices: [], spans: [] },
  })
  const roster = readRoster([
    ['made', 1],
    ['member/a', member('Amy', 'amy', 'moderator')],
    ['member/b', member('AMY', 'gone', null)],
    ['member/c', member('Cy', 'cy')],
    ['request/d', { name: 'Amу', username: 'door', note: '', at: 1 }],
  ])
  const told = tellApart(roster, looks)
  expect([...told.members.values()].map(({ name }) => name)).toEqual(['Amy @amy', 'AMY @gone', 'Cy'])
  expect([...told.requests.values()].map(({ name }) => name)).toEqual(['Amу @door'])
  expect(told.members.get('c')).toBe(roster.members.get('c'))
  expect(tellApart(told, looks)).toEqual(told)
})

test('tells apart plain-letter names before the table of letters has loaded, and all others after', () => {
  const roster = readRoster([
    ['made', 1],
    ...['Amy', 'a.my', 'Аmу'].map((name, at): [string, unknown] => [
      `member/${at}`,
      { name, username: `user${at}`, role: 'member', devices: [], spans: [] },
    ]),
    ['member/3', { name: 'Adm1n', username: 'trent', role: 'member', devices: [], spans: [] }],
  ])
  const namesIn = (told: typeof roster) => [...told.members.values()].map(({ name }) => name)
  const early = tellApart(roster, looksWith({}))
  expect(namesIn(early)).toEqual(['Amy @user0', 'a.my @user1', 'Аmу', 'Adm1n @trent'])
  expect(namesIn(tellApart(early, looks))).toEqual(['Amy @user0', 'a.my @user1', 'Аmу @user2', 'Adm1n @trent'])
})

test('no two people are shown with names that look alike, whatever names they choose', () => {
  const chance = new Chance(33)
  const letters = ['a', 'а', 'A', 'm', 'rn', 'y', 'y\u200b', '.', ' ', '1', 'l', 'I', '\u3164']
  for (let n = 0; n < 500; n++) {
    const names = Array.from({ length: 6 }, () => Array.from({ length: 3 }, () => chance.pick(letters)).join(''))
    const told = called(...names.map((name, at): [string, string] => [name, `user${at}`]))
    expect(new Set(told.map(lookOf)).size, JSON.stringify(names)).toBe(6)
  }
})
