import { expect, test } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import { lackingIn } from './lacking.ts'

const bytes = new Uint8Array([1])
const logOf = (client: number) => {
  const doc = new Doc()
  doc.clientID = client
  doc.getMap('log').set('a.1', bytes)
  return encodeStateAsUpdate(doc)
}

test('an item the relay lost counts as missing only if the relay has erased its other item of the same name', () => {
  const doc = new Doc()
  for (const client of [5, 9]) applyUpdate(doc, logOf(client))
  const relay = new Map([[5, 1]])
  expect([...lackingIn(doc, relay, []).keys()]).toEqual([])
  expect([...lackingIn(doc, relay, [{ client: 6, clock: 0, length: 9 }]).keys()]).toEqual([])
  expect([...lackingIn(doc, relay, [{ client: 5, clock: 0, length: 1 }])]).toEqual([['a.1', bytes]])
})
