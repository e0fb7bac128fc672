import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { isAhead } from '../../shared/room/former-lives.ts'
import { Life } from '../store/life.ts'
import { begunAnew, rewrite as rewriteIn, withoutOthers } from './written-document.ts'

const lifeAt = (second: number) => new Life(second * 1000, () => 0.5)
const life = lifeAt(100)
const rewrite = (state: Uint8Array | null, wanted: Map<string, unknown>) => rewriteIn(state, wanted, life)

const read = (...updates: Uint8Array[]) => {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc.getMap('roster').toJSON()
}

test('an update turns the earlier state into the new one', () => {
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

test('a rewrite with the same content writes nothing', () => {
  const wanted = () => new Map<string, unknown>([['member/x', { name: 'X', spans: [[1, null]] }]])
  const { state } = rewrite(null, wanted())!
  expect(rewrite(state, wanted())).toBeNull()
})

test('an update holds only the changed keys', () => {
  const big = new Map<string, unknown>([['member/x', 'x'.repeat(10_000)]])
  const { state } = rewrite(null, big)!
  expect(rewrite(state, big.set('head', 2))!.update.length).toBeLessThan(50)
})

test('the same content always gives the same bytes, so that two runs of a seed agree', () => {
  const wanted = new Map([['name', 'Garden']])
  expect(rewrite(null, wanted)).toEqual(rewrite(null, wanted))
})

test('a thousand changes of six keys leave under 6 bytes each and no old values', () => {
  let state: Uint8Array | null = null
  const wanted = new Map<string, unknown>()
  for (let i = 0; i < 1_000; i++) {
    wanted.set('head', i)
    if (i % 2) wanted.set(`member/${i % 10}`, { name: `old name ${i}`, role: 'member' })
    state = rewrite(state, wanted)!.state
  }
  expect(state!.length).toBeLessThan(6 * 1_500)
  expect(new TextDecoder('latin1').decode(state!)).not.toContain('old name 501')
})

describe('after a backup is restored', () => {
  const said = (...entries: [string, unknown][]) => new Map<string, unknown>(entries)
  const first = rewriteIn(null, said(['name', 'Garden'], ['head', 1]), lifeAt(100))!
  const lost = rewriteIn(
    first.state,
    said(['name', 'Yard'], ['head', 1], ['member/mona', { role: 'member' }]),
    lifeAt(100),
  )!

  test('P14: what the next run writes wins over what only the lost run wrote, on a device that is ahead', () => {
    const next = rewriteIn(first.state, said(['name', 'Garden'], ['head', 2]), lifeAt(200))!
    const doc = new Y.Doc()
    for (const update of [
      first.update,
      lost.update,
      withoutOthers(next.state, Y.decodeStateVector(vector(lost.state))),
    ])
      Y.applyUpdate(doc, update)
    const { lives, ...rest } = doc.getMap('roster').toJSON()
    expect(rest).toEqual({ name: 'Garden', head: 2 })
    expect(lives).toEqual([[lifeAt(100).client, 2]])
  })

  test('a next run with no changes writes the same content again, and that wins', () => {
    const next = begunAnew(first.state, lifeAt(200))
    const update = withoutOthers(next.state, Y.decodeStateVector(vector(lost.state)))
    expect(read(first.update, lost.update, update)).toMatchObject({ name: 'Garden', head: 1 })
    expect(read(first.update, lost.update, update)).not.toHaveProperty('member/mona')
  })

  test("P14: no (client, clock) pair is used twice, whatever the relay's clock says", () => {
    for (const second of [0, 99, 100, 200]) {
      const next = rewriteIn(first.state, said(['name', 'Plot'], ['head', 1]), new Life(second * 1000, () => 0.25))!
      const [client] = Y.decodeStateVector(vector(next.state)).keys()
      expect(client).toBeGreaterThan(lifeAt(100).client)
      expect(read(first.update, next.update)).toMatchObject({ name: 'Plot', head: 1 })
    }
  })

  test('P15: a client is ahead if it has what the document never had, and not if it saw an earlier run', () => {
    const next = begunAnew(first.state, lifeAt(200)).state
    const { lives } = read(next)
    const clocks = (state: Uint8Array) => Y.decodeStateVector(vector(state))
    expect(isAhead(clocks(lost.state), clocks(next), lives)).toBe(true)
    expect(isAhead(clocks(first.state), clocks(next), lives)).toBe(false)
    expect(isAhead(new Map(), clocks(next), lives)).toBe(false)
  })

  test('a document has one Yjs client id, however often the relay starts', () => {
    let state = first.state
    for (let at = 200; at < 300; at++) state = rewriteIn(state, said(['head', at]), lifeAt(at))!.state
    expect(Y.decodeStateVector(vector(state)).size).toBe(1)
    expect(read(state).lives).toHaveLength(20)
  })
})

const vector = (state: Uint8Array) => Y.encodeStateVectorFromUpdate(state)
