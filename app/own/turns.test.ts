import { expect, test } from 'vitest'
import { toBase64url } from '../../shared/base64url.ts'
import { readEntry } from '../../shared/room/entry.ts'
import { homeName } from '../../shared/wire/documents.ts'
import { FakeRelay } from '../../tests/world/app/fake-relay.ts'
import { makeDevice, openTab } from '../../tests/world/app/sending-tab.ts'
import { until } from '../../tests/world/app/until.ts'
import { tableInMemory } from '../base/table.ts'
import { LateMarks } from '../segments/lateMarks.ts'
import { segmentsOf } from '../segments/segments.ts'
import { OwnRoom } from './ownRoom.ts'
import { Turns } from './turns.ts'

/** Two devices of one person, and a relay that accepts one erasure of a record, as the real one does. */
const stage = async () => {
  const relay = new FakeRelay()
  const here = await makeDevice()
  const there = { ...(await makeDevice()), user: here.user }
  relay.document(homeName(here.user)).getMap('roster').set('self', 1)
  relay.judge = (name, document) => {
    const log = relay.document(document).getMap<Uint8Array>('log')
    const entry = readEntry(name, log.get(name)!)
    if (entry?.kind !== 'erase') return null
    if (!log.has(entry.ref)) return 'target-erased'
    relay.erase(document, entry.ref)
    return null
  }
  const open = async (device: typeof here) => {
    const { book, write, documents, clock, close } = await openTab(relay, device)
    const segments = segmentsOf(documents, new LateMarks(tableInMemory()))
    const own = new OwnRoom({ me: device.user, documents, segments, book, write })
    const turns = new Turns({ me: device.user, device: toBase64url(device.signer.device), own, book, write })
    await own.opened
    await until(() => own.isInStep() || relay.isDown)
    return { own, turns, book, clock, close }
  }
  return { relay, here, there, open }
}

const makeTurn = async ({ own, book }: { own: OwnRoom; book: { all(): unknown[] } }) => {
  const { name, segment } = (await own.put('turn/a', true))!
  await until(() => book.all().length === 0)
  return { name, segment }
}

test('P67: the device whose erasure reaches the relay first has the turn, and the other knows', async () => {
  const { here, there, open } = await stage()
  const [one, two] = [await open(here), await open(there)]
  const turn = await makeTurn(one)
  await until(() => two.turns.stateOf(turn) === 'free')
  await Promise.all([two.turns.take(turn), one.turns.take(turn)])
  const states = () => [one.turns.stateOf(turn), two.turns.stateOf(turn)].sort()
  await until(() => states().join() === 'ours,theirs')
  expect(states()).toEqual(['ours', 'theirs'])
})

test('P67: a turn is not ours before the relay has told that it keeps our erasure, and then it is, after a restart too', async () => {
  const { relay, here, open } = await stage()
  const before = await open(here)
  const turn = await makeTurn(before)
  relay.isMute = true
  relay.isBehind = true
  await before.turns.take(turn)
  await until(() => relay.taken.length === 2)
  expect(before.turns.stateOf(turn)).toBe('asked')
  await before.close()
  relay.isMute = false
  relay.isBehind = false
  const after = await open(here)
  await until(() => after.turns.stateOf(turn) === 'ours')
  await after.close()
  const again = await open(here)
  await until(() => again.turns.stateOf(turn) === 'ours')
})

test('P67: a device that asked while it was offline finds that another has the turn', async () => {
  const { relay, here, there, open } = await stage()
  const one = await open(here)
  const turn = await makeTurn(one)
  relay.kill()
  await one.turns.take(turn)
  await until(() => one.turns.stateOf(turn) === 'asked')
  relay.isDown = false
  const two = await open(there)
  await two.turns.take(turn)
  await until(() => two.turns.stateOf(turn) === 'ours')
  one.clock.pass(60_000)
  await until(() => one.turns.stateOf(turn) === 'theirs')
  expect(two.turns.stateOf(turn)).toBe('ours')
  expect(one.book.all()).toEqual([])
})
