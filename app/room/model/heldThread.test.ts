import { createSignal } from 'solid-js'
import { expect, test } from 'vitest'
import { holdThread } from './heldThread.ts'

/** A thread of which nobody says where its root is. `whereIs` looks for it. */
const stage = (whereIs: () => Promise<number | null>) => {
  const [isOffline, setOffline] = createSignal(true)
  const held = holdThread('root', {
    loaded: { keep: () => () => {}, bring: async () => {}, has: () => false, held: [] },
    followHeld: () => {},
    parts: () => [],
    head: () => 9,
    isNeeded: () => false,
    saidRootSegment: () => null,
    rootOf: ({ name, segment }) => ({ name, segment, state: 'not-here', author: '', text: '', blocked: false }),
    whereIs,
    isOffline,
  })
  return { held, setOffline }
}

test('a root that is not on the device is looked for again once there is a network, and then no more', async () => {
  let looks = 0
  const { held, setOffline } = stage(async () => {
    looks++
    return null
  })
  while (held.older() === 'more') await held.loadOlder()
  expect([looks, held.older()]).toEqual([1, 'none'])
  setOffline(false)
  while (held.older() === 'more') await held.loadOlder()
  expect([looks, held.older()]).toEqual([2, 'none'])
})

test('so it is if the code that looks could not be loaded', async () => {
  let looks = 0
  const { held, setOffline } = stage(async () => {
    if (++looks === 1) throw new TypeError('Failed to fetch dynamically imported module')
    return 4
  })
  await held.loadOlder()
  expect([looks, held.older()]).toEqual([1, 'none'])
  setOffline(false)
  await held.loadOlder()
  expect([looks, held.rootSegment()]).toEqual([2, 4])
})
