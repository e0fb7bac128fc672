import { expect, test } from 'vitest'
import { Listeners } from '../base/listeners.ts'
import { storeInMemory } from '../store/localStore.ts'
import { followLastSynced } from './followLastSynced.ts'

const makeStage = () => {
  const events = { hello: new Listeners<number>(), changed: new Listeners<void>(), answered: new Listeners<void>() }
  const state = { left: 1, time: 5, socket: 'open' }
  type Parts = Parameters<typeof followLastSynced>
  const queues = { book: { changed: events.changed }, outbox: { answered: events.answered }, count: () => state.left }
  const connection = { socket: { hello: events.hello, state: () => state.socket }, now: () => state.time }
  const followed = followLastSynced(
    { store: storeInMemory() },
    queues as unknown as Parts[1],
    connection as unknown as Parts[2],
  )
  return { state, events, at: followed.at }
}

test.each(['changed', 'answered'] as const)('is in step when the last thing left is gone, told by "%s"', (event) => {
  const { state, events, at } = makeStage()
  events[event].emit()
  expect(at()).toBeNull()
  state.left = 0
  events[event].emit()
  expect(at()).toBe(5)
})

test('without a connection, only the next hello says that it is in step', () => {
  const { state, events, at } = makeStage()
  Object.assign(state, { left: 0, socket: 'connecting' })
  events.answered.emit()
  events.changed.emit()
  expect(at()).toBeNull()
  events.hello.emit(5)
  expect(at()).toBe(5)
})
