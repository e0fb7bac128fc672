import 'fake-indexeddb/auto'
import { onTestFinished } from 'vitest'
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs'
import { Carrier } from '../../../app/sync/carrier.ts'
import type { Documents } from '../../../app/sync/documents.ts'
import type { OpenDocument } from '../../../app/sync/openDocument.ts'
import { kinds, writeBody } from '../../../shared/record/kinds.ts'
import { recordName } from '../../../shared/record/name.ts'
import { withSignature, writeUnsigned } from '../../../shared/record/record.ts'
import { parseCarried } from '../../../shared/wire/carried.ts'
import type { FakeClock } from './fake-clock.ts'
import { FakeRelay } from './fake-relay.ts'
import { tabOf } from './tab.ts'
import { until } from './until.ts'

export const room = 'AAAAAAAAAAAAAAAAAAAAAA'
export const segment = `room/${room}/1`
let users = 0

/** A record of the nth device. These tests do not check signatures. */
export const record = (nth: number, seq: number, time = seq, ref = '') => {
  const device = new Uint8Array(16).fill(nth)
  const body = writeBody({ kind: 'post', text: `${nth} ${seq}` })
  const unsigned = writeUnsigned({
    kind: kinds.post,
    device,
    seq,
    prev: new Uint8Array(16),
    epoch: 0,
    time,
    ref,
    body,
  })
  return { name: recordName(device, seq), bytes: withSignature(unsigned, new Uint8Array(64)) }
}
export const [mine, first, second] = [record(1, 1), record(2, 1, 7), record(2, 2, 8)]

export const logOf = (client: number, ...records: { name: string; bytes: Uint8Array }[]) => {
  const doc = new Doc()
  doc.clientID = client
  for (const { name, bytes } of records) doc.getMap('log').set(name, bytes)
  return encodeStateAsUpdate(doc)
}

/** A device that holds what the author wrote, and a relay that was restored to an earlier state. */
export const stage = async ({ chance = 0, count = 2 } = {}) => {
  const relay = new FakeRelay()
  relay.isForeign = (client) => client === 50
  const theirs = count === 2 ? [first, second] : Array.from({ length: count }, (_, i) => record(2, i + 1))
  const carried: string[][] = []
  relay.carried = (records, document) => {
    carried.push(parseCarried(records).map((bytes) => theirs.find((one) => sameText(one.bytes, bytes))?.name ?? '?'))
    return document
  }
  const isOwn = (_: string, name: string) => name === mine.name
  const { documents, clock, socket } = tabOf(relay, { user: `carrier-${++users}`, isOwn })
  const user = `carrier-${users}`
  applyUpdate(relay.document(segment), logOf(50, ...theirs))
  const document = documents.open(segment)
  await until(() => document.state().name === 'synced' && document.map.size === theirs.length)
  const above: OpenDocument[] = []
  const heads: OpenDocument[] = []
  const carrier = new Carrier({
    documents,
    clock,
    chance: () => chance,
    above: () => above,
    head: () => heads[0] ?? null,
  })
  relay.documents.delete(segment)
  let isDead = false
  /** Of a tab that died nothing else can be closed. */
  const die = () => {
    isDead = true
    carrier.close()
    socket.close()
  }
  onTestFinished(async () => {
    if (isDead) return
    carrier.close()
    socket.close()
    await documents.closeAll()
  })
  const cameBack = async () => {
    document.syncAnew()
    await until(() => document.state().name === 'local')
    await until(() => document.state().name === 'synced')
  }
  return {
    relay,
    user,
    die,
    document,
    documents,
    above,
    heads,
    carrier,
    carried,
    theirs,
    cameBack,
    pass: passing(relay, clock),
  }
}
export const sameText = (a: Uint8Array, b: Uint8Array) => `${a}` === `${b}`

/** Passes time while the relay says hello every 10 s. */
const passing = (relay: FakeRelay, clock: FakeClock) => async (ms: number) => {
  for (let left = ms; left > 0; left -= 10_000) {
    relay.hello()
    await pause()
    clock.pass(Math.min(left, 10_000))
  }
  await pause()
}
export const pause = () => new Promise((resolve) => setTimeout(resolve, 5))

/** A second tab of the same device, on what the first left on the disk. */
export const reopened = async (relay: FakeRelay, before: Documents) => {
  await before.closeAll()
  const { documents, socket } = tabOf(relay, { user: `carrier-${users}` })
  onTestFinished(async () => {
    socket.close()
    await documents.closeAll()
  })
  const document = documents.open(segment)
  await until(() => document.state().name === 'synced')
  return document
}
