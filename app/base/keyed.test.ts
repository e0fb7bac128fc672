import { createComputed, createRoot } from 'solid-js'
import { expect, test } from 'vitest'
import { Keyed } from './keyed.ts'

const reader = (read: () => unknown) => {
  const seen: unknown[] = []
  const stop = createRoot((dispose) => {
    createComputed(() => seen.push(read()))
    return dispose
  })
  return { seen, stop }
}

test('only those who read a key hear that it changed', () => {
  const map = new Keyed<number>()
  const [a, b] = [reader(() => map.get('a')), reader(() => map.get('b'))]
  map.set('a', 1)
  map.set('a', 1)
  map.set('a', 2)
  map.delete('a')
  expect([a.seen, b.seen]).toEqual([[undefined, 1, 2, undefined], [undefined]])
})

test('a key is followed for as long as somebody reads it, whoever of several stops first', () => {
  const map = new Keyed<number>()
  const [one, other] = [reader(() => map.get('a')), reader(() => map.get('a'))]
  map.set('a', 1)
  expect(map.followed).toBe(1)
  one.stop()
  map.set('a', 2)
  expect(other.seen).toEqual([undefined, 1, 2])
  other.stop()
  expect(map.followed).toBe(0)
  map.set('a', 3)
  expect(reader(() => map.get('a')).seen).toEqual([3])
})
