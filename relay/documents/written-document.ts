import * as Y from 'yjs'
import { type FormerLives, formerLivesKey } from '../../shared/room/former-lives.ts'
import { type StateVector, writeUpdate } from '../../shared/wire/update.ts'
import type { Life } from '../store/life.ts'

export interface Written {
  /** The whole document as one update. */
  state: Uint8Array
  /** What a reader of the state before lacks. */
  update: Uint8Array
  /** The keys that were set or deleted. */
  changed: ReadonlySet<string>
}

/** For how many runs of the relay a document says how far they came. */
const livesTold = 20

/**
 * Makes the map `roster` of a relay-written document equal to `wanted`, with the smallest possible update: changed keys
 * are set and missing keys are deleted. The first change of a life writes the whole document again. Null if nothing
 * changes. No bytes of a client get into it.
 */
export const rewrite = (state: Uint8Array | null, wanted: ReadonlyMap<string, unknown>, life: Life): Written | null =>
  write(state, life, (map) => {
    for (const key of [...map.keys()]) if (!wanted.has(key) && key !== formerLivesKey) map.delete(key)
    setAll(map, wanted)
  })

/** Sets only these keys, and leaves the others as they are. */
export const amend = (state: Uint8Array, wanted: ReadonlyMap<string, unknown>, life: Life): Written | null =>
  write(state, life, (map) => setAll(map, wanted))

const write = (state: Uint8Array | null, life: Life, change: (map: Y.Map<unknown>) => void): Written | null => {
  const doc = read(state)
  const isOurs = [...clocksOf(doc).keys()].every((client) => client === life.client)
  // Otherwise the random client id stays, because what another life wrote is only read and not continued.
  if (isOurs) doc.clientID = life.client
  const changed = new Set<string>()
  doc.getMap('roster').observe(({ keysChanged }) => {
    for (const key of keysChanged) changed.add(key)
  })
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const before = clocksOf(doc)
  doc.transact(() => change(doc.getMap('roster'))) // one transaction: one update, or none
  const [update] = updates
  if (!update) return null
  return isOurs ? { state: Y.encodeStateAsUpdate(doc), update, changed } : { ...anew(doc, before, life), changed }
}

/**
 * Writes the same document as this life. Nothing in it refers to what an earlier life wrote, and all of that is
 * deleted.
 */
export const begunAnew = (state: Uint8Array, life: Life): Omit<Written, 'changed'> => {
  const doc = read(state)
  return anew(doc, clocksOf(doc), life)
}

const anew = (doc: Y.Doc, before: StateVector, life: Life): Omit<Written, 'changed'> => {
  for (const client of before.keys()) life.passes(client)
  const map = doc.getMap('roster')
  const fresh = new Y.Doc()
  fresh.clientID = life.client
  const lives = [...((map.get(formerLivesKey) as FormerLives | undefined) ?? []), ...before].slice(-livesTold)
  fresh.transact(() => setAll(fresh.getMap('roster'), new Map([...map.entries(), [formerLivesKey, lives]])))
  const state = Y.encodeStateAsUpdate(fresh)
  return { state, update: withoutOthers(state, before) }
}

/** The state as an update that also deletes what others wrote. `others`: how much of each a reader holds. */
export const withoutOthers = (state: Uint8Array, others: StateVector): Uint8Array => {
  const deleted = [...others].filter(([, clock]) => clock > 0).map(([client, length]) => ({ client, clock: 0, length }))
  return deleted.length === 0 ? state : Y.mergeUpdates([state, writeUpdate({ blocks: [], deleted })])
}

/** How far each life came that is in a document. */
export const clocksIn = (state: Uint8Array): StateVector => Y.decodeStateVector(Y.encodeStateVectorFromUpdate(state))

/**
 * How far an update reaches in each life that it writes or deletes. Whoever missed it may hold that much of them, and is
 * told later to delete what is not ours.
 */
export const reachOf = (update: Uint8Array): StateVector => {
  const { structs, ds } = Y.decodeUpdate(update)
  const reach = new Map<number, number>()
  const upTo = (client: number, clock: number) => reach.set(client, Math.max(reach.get(client) ?? 0, clock))
  for (const { id, length } of structs) upTo(id.client, id.clock + length)
  for (const [client, ranges] of ds.clients) for (const { clock, len } of ranges) upTo(client, clock + len)
  return reach
}

const read = (state: Uint8Array | null): Y.Doc => {
  const doc = new Y.Doc()
  if (state) Y.applyUpdate(doc, state)
  return doc
}

const clocksOf = (doc: Y.Doc): StateVector => Y.decodeStateVector(Y.encodeStateVector(doc))

const setAll = (map: Y.Map<unknown>, wanted: ReadonlyMap<string, unknown>): void => {
  for (const [key, value] of wanted) if (!isSame(map.get(key), value)) map.set(key, value)
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
