import { expect, test } from 'vitest'
import { fromBase64url } from '../../../shared/base64url.ts'
import { kinds, writeBody } from '../../../shared/record/kinds.ts'
import { recordName } from '../../../shared/record/name.ts'
import { withSignature, writeUnsigned } from '../../../shared/record/record.ts'
import { signedBytes } from '../../../shared/record/signed-bytes.ts'
import { readEntry } from '../../../shared/room/entry.ts'
import { fold } from '../../../shared/room/fold.ts'
import { tableInMemory } from '../../base/table.ts'
import type { Segment } from '../../segments/segment.ts'
import { needIdentity } from '../../store/identity.ts'
import { checkSignature } from '../../verify/checkSignature.ts'
import type { Verifier } from '../../verify/verifier.ts'
import { verifyRun } from '../../verify/verify.ts'
import { RoomSignatures } from './roomSignatures.ts'

const room = 'AAAAAAAAAAAAAAAAAAAAAA'
const signer = await needIdentity(tableInMemory())
const forgetful = { has: async () => false, add: () => {} }
const here: Verifier = { verify: (run) => verifyRun(run, checkSignature, forgetful), close: () => {} }

const post = async (text: string, spoil = false) => {
  const body = writeBody({ kind: 'post', text })
  const head = { kind: kinds.post, device: signer.device, seq: 1, prev: new Uint8Array(16), epoch: 0, time: 1, ref: '' }
  const unsigned = writeUnsigned({ ...head, body })
  const signature = await signer.sign(signedBytes(fromBase64url(room), unsigned))
  if (spoil) signature[0] = (signature[0] ?? 0) ^ 1
  return withSignature(unsigned, signature)
}
/** What is known about the signature of one message, before and after it is checked. */
const signatureOf = async (record: Uint8Array, verifier: Verifier) => {
  const name = recordName(signer.device, 1)
  const entry = readEntry(name, record)
  if (!entry) throw new Error('no record')
  const segment = { entries: new Map([[name, entry]]) } as unknown as Segment
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
