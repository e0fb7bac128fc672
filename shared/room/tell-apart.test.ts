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

test('whoever is alone with a name is called by it', () => {
  expect(called(['Amy', 'amy'], ['Bob', 'bob'], ['Cy', 'amy2'])).toEqual(['Amy', 'Bob', 'Cy'])
})

test('those who look alike are called by their user names besides, all of them', () => {
  expect(called(['Amy', 'amy'], ['Аmу', 'mallory'], ['a m y', 'trent'], ['Bob', 'bob'])).toEqual([
    'Amy @amy',
    'Аmу @mallory',
    'a m y @trent',
    'Bob',
  ])
})

test('so is who bears another’s user name as a name, or what looks like nobody’s', () => {
  expect(called(['Ann', 'amy'], ['Amy', 'mallory'], ['Adm1n', 'trent'])).toEqual([
    'Ann',
    'Amy @mallory',
    'Adm1n @trent',
  ])
})

test('nobody writes another’s user name beside their own name and passes for them', () => {
  expect(called(['Amy', 'amy'], ['Amy P @amy', 'mallory'], ['Bob ＠bob', 'trent'])).toEqual([
    'Amy',
    'Amy P @amy @mallory',
    'Bob ＠bob @trent',
  ])
})

test('an account that is no more is no reason, and neither is what was put beside a name before', () => {
  expect(called(['Amy', 'amy', true], ['Amy', 'amy2'])).toEqual(['Amy', 'Amy'])
  expect(called(['Amy @amy', 'amy'], ['Bob', 'bob'])).toEqual(['Amy', 'Bob'])
  expect(called(['Amy @amy', 'amy'], ['Amy @amy2', 'amy2'])).toEqual(['Amy @amy', 'Amy @amy2'])
})

test('a user name reads from left to right beside any name', () => {
  expect(called(['عمر', 'omar'], ['عمر', 'umar'])).toEqual(['عمر \u200e@omar', 'عمر \u200e@umar'])
  expect(called(['عمر \u200e@omar', 'omar'])).toEqual(['عمر'])
})

test('who has a name from before in which nothing can be seen is called by the user name', () => {
  expect(called(['\u3164', 'amy'], ['\u200b', 'bob'])).toEqual(['amy', 'bob'])
})

test('in a roster that holds for past members and for those at the door', () => {
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

test('without the table of letters, names in plain letters are told apart, and those in others once it is there', () => {
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

test('no two people are called alike, whatever they call themselves', () => {
  const chance = new Chance(33)
  const letters = ['a', 'а', 'A', 'm', 'rn', 'y', 'y\u200b', '.', ' ', '1', 'l', 'I', '\u3164']
  for (let n = 0; n < 500; n++) {
    const names = Array.from({ length: 6 }, () => Array.from({ length: 3 }, () => chance.pick(letters)).join(''))
    const told = called(...names.map((name, at): [string, string] => [name, `user${at}`]))
    expect(new Set(told.map(lookOf)).size, JSON.stringify(names)).toBe(6)
  }
})
