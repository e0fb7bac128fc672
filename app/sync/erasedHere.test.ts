import { expect, test } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector, getState } from 'yjs'
import { parseStateVector, parseUpdate } from '../../shared/wire/update.ts'
import { AtRelay } from './atRelay.ts'
import { holdsErased, undeleted } from './erasedHere.ts'

const bytes = new Uint8Array([1])

const written = (client: number, names: readonly string[]): Doc => {
  const doc = new Doc()
  doc.clientID = client
  for (const name of names) doc.getMap('log').set(name, bytes)
  return doc
}

/** Two devices sent one record. Yjs hides the one with the lower client id. */
const withTwoCopies = () => {
  const doc = new Doc()
  for (const other of [written(1, ['a.1', 'a.2', 'a.3']), written(2, ['a.2'])])
    applyUpdate(doc, encodeStateAsUpdate(other))
  return { doc, relay: parseStateVector(encodeStateVector(doc)) }
}

const copyOf = (update: Uint8Array): Doc => {
  const copy = new Doc()
  applyUpdate(copy, update)
  return copy
}

test('a copy without deletions does not take the hidden second copy of a record for an erasure', () => {
  const { doc, relay } = withTwoCopies()
  expect(holdsErased(doc, relay, [])).toBe(false)
  const copy = copyOf(undeleted(doc, relay))
  expect(holdsErased(copy, relay, [])).toBe(false)
  expect([...copy.getMap('log').keys()].sort()).toEqual(['a.1', 'a.2'])
  // The relay sends the rest.
  expect(getState(copy.store, 1)).toBe(1)
  applyUpdate(copy, encodeStateAsUpdate(doc, encodeStateVector(copy)))
  expect([...copy.getMap('log').keys()].sort()).toEqual(['a.1', 'a.2', 'a.3'])
  expect(holdsErased(copy, relay, [])).toBe(false)
})

test('a copy without deletions keeps all that the relay lacks', () => {
  const { doc } = withTwoCopies()
  const copy = copyOf(undeleted(doc, new Map([[1, 2]])))
  expect([...copy.getMap('log').keys()].sort()).toEqual(['a.1', 'a.2', 'a.3'])
})

test('a place that an update tells to be empty was not erased here', () => {
  const relay = written(1, ['a.1'])
  relay.getMap('log').delete('a.1')
  const update = encodeStateAsUpdate(relay)
  const doc = copyOf(update)
  const atRelay = new AtRelay(doc, () => false)
  atRelay.has(new Map())
  atRelay.said(parseUpdate(update).blocks)
  expect(atRelay.holdsErased()).toBe(false)
})
