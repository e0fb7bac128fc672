import { expect, test } from 'vitest'
import type { Answer, Api } from '../sync/api.ts'
import { FakeClock, until } from '../sync/testStage.ts'
import { makeDirectory } from './directory.ts'

const roomOf = (letter: string) => ({ id: letter.padEnd(22, 'A'), name: letter, members: 1 })

const stage = () => {
  const rooms = [roomOf('A')]
  const asked: string[] = []
  const state = { isShown: true, isDown: false }
  const answer = (path: string): Answer => {
    asked.push(path)
    if (state.isDown) return 'offline'
    const version = rooms.map(({ name }) => name).join('')
    return { status: 200, body: path.endsWith(`=${version}`) ? { version } : { version, list: [...rooms] } }
  }
  const clock = new FakeClock()
  const api = { get: async (path: string) => answer(path) } as Api
  const directory = makeDirectory({ api, clock, isShown: () => state.isShown })
  const names = () => {
    const list = directory.directory()
    return list.name === 'known' ? list.rooms.map(({ name }) => name).join('') : list.name
  }
  return { ...directory, rooms, asked, state, clock, names }
}
const settle = () => new Promise((resolve) => setTimeout(resolve))

test('34: what is made, renamed or deleted elsewhere shows while one looks on', async () => {
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

test('34: nobody asks for a list that nobody sees, and two who look ask once', async () => {
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

test('34: with no network the list stays as it was, and is asked for again', async () => {
  const { watchDirectory, names, rooms, clock, state } = stage()
  watchDirectory()
  await until(() => names() === 'A')
  state.isDown = true
  rooms.push(roomOf('B'))
  clock.pass(3_000)
  await settle()
  expect(names()).toBe('A')
  state.isDown = false
  clock.pass(3_000)
  await until(() => names() === 'AB')
})
