import { expect, test } from 'vitest'
import { FakeClock } from '../../../tests/world/app/fake-clock.ts'
import { until } from '../../../tests/world/app/until.ts'
import type { Answer, Api } from '../../sync/api.ts'
import { makeDirectory } from './directory.ts'

const roomOf = (letter: string) => ({ id: letter.padEnd(22, 'A'), name: letter, members: 1 })

const stage = () => {
  const rooms = [roomOf('A')]
  const asked: string[] = []
  const state = { isShown: true, isDown: false, refusal: null as Answer | null, chance: 0.5 }
  const answer = (path: string): Answer => {
    asked.push(path)
    if (state.isDown) return 'offline'
    if (state.refusal) return state.refusal
    const version = rooms.map(({ name }) => name).join('')
    return { status: 200, body: path.endsWith(`=${version}`) ? { version } : { version, list: [...rooms] } }
  }
  const clock = new FakeClock()
  const api = { get: async (path: string) => answer(path) } as Api
  const directory = makeDirectory({ api, clock, isShown: () => state.isShown, chance: () => state.chance })
  const names = () => {
    const list = directory.directory()
    return list.name === 'known' ? list.rooms.map(({ name }) => name).join('') : list.name
  }
  return { ...directory, rooms, asked, state, clock, names }
}
const settle = () => new Promise((resolve) => setTimeout(resolve))

test('rooms that others create, rename or delete show up while you watch the list', async () => {
  const { watchDirectory, names, rooms, clock, directory } = stage()
  expect(names()).toBe('unknown')
  const stop = watchDirectory()
  await until(() => names() === 'A')
  rooms.push(roomOf('B'))
  clock.pass(3_000)
  await until(() => names() === 'AB')
  const before = directory()
  clock.pass(3_000)
  await settle()
  expect(directory()).toBe(before)
  rooms.shift()
  clock.pass(3_000)
  await until(() => names() === 'B')
  stop()
})

test('a list nobody sees is not asked for, and two viewers share each request', async () => {
  const { watchDirectory, asked, clock, state, names } = stage()
  const stops = [watchDirectory(), watchDirectory()]
  await until(() => names() === 'A')
  const begun = asked.length
  clock.pass(3_000)
  await settle()
  expect(asked.length).toBe(begun + 1)
  state.isShown = false
  clock.pass(3_000)
  await settle()
  expect(asked.length).toBe(begun + 1)
  state.isShown = true
  clock.pass(3_000)
  await settle()
  expect(asked.length).toBe(begun + 2)
  for (const stop of stops) stop()
  clock.pass(30_000)
  await settle()
  expect(asked.length).toBe(begun + 2)
})

test('with no network the list stays as it was, and the app asks for it again', async () => {
  const { watchDirectory, names, rooms, clock, state } = stage()
  watchDirectory()
  await until(() => names() === 'A')
  state.isDown = true
  rooms.push(roomOf('B'))
  clock.pass(3_000)
  await settle()
  expect(names()).toBe('A')
  state.isDown = false
  clock.pass(6_000)
  await until(() => names() === 'AB')
})

test.each<[string, Answer]>([
  ['offline', 'offline'],
  ['429', { status: 429, body: { error: 'too-many' } }],
  ['500', { status: 500, body: {} }],
  ['503', { status: 503, body: {} }],
])('each answer of %s in a row doubles the wait before the next request, up to one minute', async (_, refusal) => {
  const { watchDirectory, asked, clock, state, names } = stage()
  watchDirectory()
  await until(() => names() === 'A')
  state.refusal = refusal
  const waits: number[] = []
  for (let wait = 0; waits.length < 6; ) {
    const before = asked.length
    clock.pass(1_000)
    await settle()
    wait++
    if (asked.length === before) continue
    waits.push(wait)
    wait = 0
  }
  expect(waits).toEqual([3, 6, 12, 24, 48, 60])
  state.refusal = null
  clock.pass(60_000)
  await settle()
  const before = asked.length
  clock.pass(3_000)
  await settle()
  expect(asked.length).toBe(before + 1)
})

test('when the relay says how long to wait, the app waits that long', async () => {
  const { watchDirectory, asked, clock, state, names } = stage()
  watchDirectory()
  await until(() => names() === 'A')
  state.refusal = { status: 429, body: { error: 'too-many', afterMs: 40_000 } }
  clock.pass(3_000)
  await settle()
  const before = asked.length
  clock.pass(39_999)
  await settle()
  expect(asked.length).toBe(before)
  clock.pass(1)
  await settle()
  expect(asked.length).toBe(before + 1)
})

test('two devices that watch the list ask at different moments', async () => {
  const [early, late] = [stage(), stage()]
  early.state.chance = 0
  late.state.chance = 1
  for (const { watchDirectory, names } of [early, late]) {
    watchDirectory()
    await until(() => names() === 'A')
  }
  early.clock.pass(2_250)
  late.clock.pass(3_749)
  await settle()
  expect([early.asked.length, late.asked.length]).toEqual([2, 1])
})

test('a late answer does not replace a newer list', async () => {
  const waiting: ((answer: Answer) => void)[] = []
  const api = { get: () => new Promise<Answer>((resolve) => waiting.push(resolve)) } as unknown as Api
  const { watchDirectory, directory } = makeDirectory({ api, clock: new FakeClock(), isShown: () => true })
  watchDirectory()
  watchDirectory()
  const say = (n: number, letter: string) =>
    waiting[n]?.({ status: 200, body: { version: letter, list: [roomOf(letter)] } })
  say(1, 'B')
  await settle()
  say(0, 'A')
  await settle()
  expect(directory()).toMatchObject({ name: 'known', rooms: [{ name: 'B' }] })
})
