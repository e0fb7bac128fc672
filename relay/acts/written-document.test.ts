import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { rewrite } from './written-document.ts'

const read = (...updates: Uint8Array[]) => {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc.getMap('roster').toJSON()
}

test('the update brings whoever holds the state before to the state after', () => {
  const first = rewrite(
    null,
    new Map<string, unknown>([
      ['name', 'Garden'],
      ['head', 1],
      ['gone', true],
    ]),
  )
  const second = rewrite(
    first!.state,
    new Map<string, unknown>([
      ['name', 'Garden'],
      ['head', 2],
      ['new', [1, null]],
    ]),
  )
  expect(read(first!.state)).toEqual({ name: 'Garden', head: 1, gone: true })
  expect(read(first!.update, second!.update)).toEqual({ name: 'Garden', head: 2, new: [1, null] })
  expect(read(second!.state)).toEqual({ name: 'Garden', head: 2, new: [1, null] })
})

test('what is said already is not written again', () => {
  const wanted = () => new Map<string, unknown>([['member/x', { name: 'X', spans: [[1, null]] }]])
  const { state } = rewrite(null, wanted())!
  expect(rewrite(state, wanted())).toBeNull()
})

test('an update holds the changed keys alone', () => {
  const big = new Map<string, unknown>([['member/x', 'x'.repeat(10_000)]])
  const { state } = rewrite(null, big)!
  expect(rewrite(state, big.set('head', 2))!.update.length).toBeLessThan(50)
})

test('the same words make the same bytes, so that two runs of a seed agree', () => {
  const wanted = new Map([['name', 'Garden']])
  expect(rewrite(null, wanted)).toEqual(rewrite(null, wanted))
})

test('a thousand changes of six keys leave under 5 bytes each behind, and none of the old values', () => {
  let state: Uint8Array | null = null
  const wanted = new Map<string, unknown>()
  for (let i = 0; i < 1_000; i++) {
    wanted.set('head', i)
    if (i % 2) wanted.set(`member/${i % 10}`, { name: `old name ${i}`, role: 'member' })
    state = rewrite(state, wanted)!.state
  }
  expect(state!.length).toBeLessThan(5 * 1_500)
  expect(new TextDecoder('latin1').decode(state!)).not.toContain('old name 501')
})
