import * as Y from 'yjs'

/** The relay's Yjs client id in the documents it writes; no one else ever writes one. */
const relayClient = 1

export interface Written {
  /** The whole document as one update. */
  state: Uint8Array
  /** What those lack who held the state before. */
  update: Uint8Array
}

/**
 * Makes the map `roster` of a relay-written document say exactly `wanted`, by as small an update as can be: changed keys
 * are set, missing ones deleted. Null where it says so already. No byte of a client ever comes near.
 */
export const rewrite = (state: Uint8Array | null, wanted: ReadonlyMap<string, unknown>): Written | null =>
  write(state, (map) => {
    for (const key of [...map.keys()]) if (!wanted.has(key)) map.delete(key)
    setAll(map, wanted)
  })

/** Makes these keys of it say this, and leaves the others as they are. */
export const amend = (state: Uint8Array, wanted: ReadonlyMap<string, unknown>): Written | null =>
  write(state, (map) => setAll(map, wanted))

const write = (state: Uint8Array | null, change: (map: Y.Map<unknown>) => void): Written | null => {
  const doc = new Y.Doc()
  if (state) Y.applyUpdate(doc, state)
  doc.clientID = relayClient
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  doc.transact(() => change(doc.getMap('roster'))) // one transaction: one update, or none
  const [update] = updates
  return update ? { state: Y.encodeStateAsUpdate(doc), update } : null
}

const setAll = (map: Y.Map<unknown>, wanted: ReadonlyMap<string, unknown>): void => {
  for (const [key, value] of wanted) if (!isSame(map.get(key), value)) map.set(key, value)
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
