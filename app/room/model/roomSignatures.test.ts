import { expect, test } from 'vitest'
import { Doc } from 'yjs'
import { fromBase64url } from '../../../shared/base64url.ts'
import { type Body, kinds, writeBody } from '../../../shared/record/kinds.ts'
import { recordName } from '../../../shared/record/name.ts'
import { withSignature, writeUnsigned } from '../../../shared/record/record.ts'
import { signedBytes } from '../../../shared/record/signed-bytes.ts'
import { readEntry } from '../../../shared/room/entry.ts'
import { fold } from '../../../shared/room/fold.ts'
import { Listeners } from '../../base/listeners.ts'
import { tableInMemory } from '../../base/table.ts'
import { Segment } from '../../segments/segment.ts'
import { needIdentity } from '../../store/identity.ts'
import type { OpenDocument } from '../../sync/openDocument.ts'
import { checkSignature } from '../../verify/checkSignature.ts'
import type { Verifier } from '../../verify/verifier.ts'
import { verifyRun } from '../../verify/verify.ts'
import { RoomSignatures } from './roomSignatures.ts'

const room = 'AAAAAAAAAAAAAAAAAAAAAA'
const signer = await needIdentity(tableInMemory())
const forgetful = { has: async () => false, add: () => {} }
const here: Verifier = { verify: (run) => verifyRun(run, checkSignature, forgetful), close: () => {} }

const post = (text: string, spoil = false) => write({ kind: 'post', text }, spoil)
const write = async (body: Body, spoil = false, seq = 1, ref = '') => {
  const place = { device: signer.device, seq, prev: new Uint8Array(16), epoch: 0, time: seq, ref }
  const unsigned = writeUnsigned({ kind: kinds[body.kind], ...place, body: writeBody(body) })
  const signature = await signer.sign(signedBytes(fromBase64url(room), unsigned))
  if (spoil) signature[0] = (signature[0] ?? 0) ^ 1
  return withSignature(unsigned, signature)
}
/** What is known about the signature of one message, before and after it is checked. */
const signatureOf = async (record: Uint8Array, verifier: Verifier) => {
  const name = recordName(signer.device, 1)
  const entry = readEntry(name, record)
  if (!entry) throw new Error('no record')
  const segment = { entries: new Map([[name, entry]]), leaveOut: () => {} } as unknown as Segment
  const signatures = new RoomSignatures(room, verifier, () => signer.publicKey)
  const [message] = fold([entry], () => ({ user: room, standing: 'member' }))
  if (!message) throw new Error('no message')
  const before = signatures.of(message, segment)
  const came = new Promise((resolve) => signatures.changed.subscribe(resolve))
  signatures.ask(segment)
  await came
  return [before, signatures.of(message, segment)]
}

test('a record is pending until its signature is checked, and then verified', async () => {
  expect(await signatureOf(await post('hello'), here)).toEqual(['pending', 'verified'])
})

test('a record with a wrong signature is forged', async () => {
  expect(await signatureOf(await post('hello', true), here)).toEqual(['pending', 'forged'])
})

test("a record that can't be checked stays pending, because a fault is no forgery", async () => {
  const broken: Verifier = { verify: async () => null, close: () => {} }
  expect(await signatureOf(await post('hello'), broken)).toEqual(['pending', 'pending'])
})

test('a signature is checked once: whoever shows it meanwhile is told, and later it is known at once', async () => {
  let runs = 0
  const counting: Verifier = {
    ...here,
    verify: (run) => {
      runs++
      return here.verify(run)
    },
  }
  const [name, record] = [recordName(signer.device, 1), await post('once')]
  const entry = readEntry(name, record)!
  const segment = { entries: new Map([[name, entry]]), leaveOut: () => {} } as unknown as Segment
  const [message] = fold([entry], () => ({ user: room, standing: 'member' }))
  const told: number[] = []
  const rooms = [1, 2].map((number) => {
    const signatures = new RoomSignatures(room, counting, () => signer.publicKey)
    signatures.changed.subscribe(() => told.push(number))
    return signatures
  })
  for (const signatures of rooms) signatures.ask(segment)
  await Promise.all(rooms.map((signatures) => signatures.check(segment)))
  expect([told, runs]).toEqual([[1, 2], 1])
  const again = new RoomSignatures(room, counting, () => signer.publicKey)
  expect(again.of(message!, segment)).toBe('verified')
  again.changed.subscribe(() => told.push(3))
  await again.check(segment)
  expect([told, runs]).toEqual([[1, 2], 1])
})

test('nobody is said to have reacted, pinned or erased if the signature is wrong, and the message stays verified', async () => {
  const acts: Body[] = [
    { kind: 'react', emoji: '👍', on: true },
    { kind: 'pin', on: true },
    { kind: 'erase', time: 1 },
  ]
  const names = [1, 2, 3, 4].map((seq) => recordName(signer.device, seq))
  const map = new Doc().getMap('log')
  map.set(names[0] as string, await post('hello'))
  const forged = await Promise.all(acts.map((body, at) => write(body, true, at + 2, names[0])))
  for (const [at, bytes] of forged.entries()) map.set(names[at + 1] as string, bytes)
  const document = { map, itemOf: () => null, changed: new Listeners(), hasLoaded: true } as unknown as OpenDocument
  const segment = new Segment(1, document)
  const owner = () => ({ user: room, standing: 'owner' }) as const
  expect([segment.messages(owner).length, segment.folding(owner).erasures().length]).toEqual([0, 1])
  const signatures = new RoomSignatures(room, here, () => signer.publicKey)
  const came = new Promise((resolve) => signatures.changed.subscribe(resolve))
  signatures.ask(segment)
  await came
  const [message] = segment.messages(owner)
  expect(message).toMatchObject({ text: 'hello', pinned: null, reactions: new Map() })
  expect(message && signatures.of(message, segment)).toBe('verified')
  expect(segment.folding(owner).erasures()).toEqual([])

  // Also where the segment is opened again and the verdicts are known already.
  const opened = new Segment(1, document)
  let changes = 0
  opened.changed.subscribe(() => changes++)
  for (let time = 0; time < 3; time++) signatures.ask(opened)
  expect(opened.messages(owner)).toMatchObject([{ text: 'hello', pinned: null, reactions: new Map() }])
  expect(changes).toBe(1)
})
