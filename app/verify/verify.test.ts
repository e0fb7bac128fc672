import { expect, test } from 'vitest'
import { kinds, writeBody } from '../../shared/record/kinds.ts'
import { withSignature, writeUnsigned } from '../../shared/record/record.ts'
import { chainHash, signedBytes } from '../../shared/record/signed-bytes.ts'
import { tableInMemory } from '../base/table.ts'
import { needIdentity } from '../store/identity.ts'
import { checkSignature } from './checkSignature.ts'
import { type SignatureChecks, verifyRun } from './verify.ts'

const room = new Uint8Array(16).fill(7)
const signer = await needIdentity(tableInMemory())
const forgetful: SignatureChecks = { has: async () => false, add: () => {} }

const chain = async (length: number): Promise<Uint8Array[]> => {
  const records: Uint8Array[] = []
  let prev = new Uint8Array(16)
  for (let seq = 1; seq <= length; seq++) {
    const body = writeBody({ kind: 'post', text: `line ${seq}` })
    const record = { kind: kinds.post, device: signer.device, seq, prev, epoch: 0, time: seq, ref: '', body }
    const unsigned = writeUnsigned(record)
    records.push(withSignature(unsigned, await signer.sign(signedBytes(room, unsigned))))
    prev = new Uint8Array(chainHash(room, unsigned))
  }
  return records
}
const counting = () => {
  const counted = { checks: 0 }
  const check: typeof checkSignature = (...what) => {
    counted.checks++
    return checkSignature(...what)
  }
  return { counted, check }
}
const run = (records: Uint8Array[]) => ({ room, publicKey: signer.publicKey, records })

test('100 linked records need only one signature check', async () => {
  const { counted, check } = counting()
  const good = await verifyRun(run(await chain(100)), check, forgetful)
  expect([good.every(Boolean), counted.checks]).toEqual([true, 1])
})

test('an erased record splits the chain, and each part is checked by its own last signature', async () => {
  const { counted, check } = counting()
  const records = (await chain(9)).toSpliced(4, 1)
  expect([(await verifyRun(run(records), check, forgetful)).every(Boolean), counted.checks]).toEqual([true, 2])
})

test('a changed record is detected, even if a later signature covers it', async () => {
  const records = await chain(3)
  const middle = records[1] as Uint8Array
  middle[60] = (middle[60] ?? 0) ^ 1
  expect(await verifyRun(run(records), checkSignature, forgetful)).toEqual([true, false, true])
})

test('a signature found valid is not checked again', async () => {
  const known = new Set<string>()
  const checks: SignatureChecks = { has: async (key) => known.has(key), add: (key) => known.add(key) }
  const records = await chain(3)
  await verifyRun(run(records), checkSignature, checks)
  const { counted, check } = counting()
  expect(await verifyRun(run(records), check, checks)).toEqual([true, true, true])
  expect(counted.checks).toBe(0)
})

test('a record signed for another room counts as forged here', async () => {
  const records = await chain(1)
  const elsewhere = { ...run(records), room: new Uint8Array(16).fill(8) }
  expect(await verifyRun(elsewhere, checkSignature, forgetful)).toEqual([false])
})

test("if stored checks can't be read, signatures are checked again, so a disk error makes nothing look forged", async () => {
  const gone = async () => {
    throw new DOMException('the database is closing', 'InvalidStateError')
  }
  expect(await verifyRun(run(await chain(2)), checkSignature, { has: gone, add: () => {} })).toEqual([true, true])
})
