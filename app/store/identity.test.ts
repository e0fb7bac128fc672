import { afterEach, expect, test, vi } from 'vitest'
import { fakeLocks } from '../../tests/world/app/fake-locks.ts'
import { tableInMemory } from '../base/table.ts'
import { checkSignature } from '../verify/checkSignature.ts'
import { needIdentity, renewIdentity } from './identity.ts'

afterEach(() => vi.restoreAllMocks())

const words = new TextEncoder().encode('hello')
const withoutEd25519 = async () => {
  throw new DOMException('Unrecognized name', 'NotSupportedError')
}

test('a browser without Ed25519 signs with a library, and others can verify the signature', async () => {
  vi.spyOn(crypto.subtle, 'generateKey').mockImplementation(withoutEd25519)
  const table = tableInMemory<never>()
  const signer = await needIdentity(table)
  const signature = await (await needIdentity(table)).sign(words)
  expect(await checkSignature(signer.publicKey, signature, words)).toBe(true)
})

test('a browser without Ed25519 checks signatures with a library', async () => {
  const signer = await needIdentity(tableInMemory())
  const signature = await signer.sign(words)
  vi.spyOn(crypto.subtle, 'importKey').mockImplementation(withoutEd25519)
  expect(await checkSignature(signer.publicKey, signature, words)).toBe(true)
  expect(await checkSignature(signer.publicKey, signature, words.slice(1))).toBe(false)
})

test('two tabs that create an identity at the same time end up with the same one', async () => {
  const table = tableInMemory<never>()
  const [one, two] = await Promise.all([needIdentity(table), needIdentity(table)])
  expect(one.publicKey).toEqual(two.publicKey)
})

test('an ended key is replaced once, and the new key starts new chains', async () => {
  const table = tableInMemory<never>()
  const old = await needIdentity(table)
  await renewIdentity(table, old, null)
  const renewed = await needIdentity(table)
  expect(renewed.publicKey).not.toEqual(old.publicKey)
  expect(renewed.chainIn('garden')).not.toBe(old.chainIn('garden'))
  await renewIdentity(table, old, null)
  expect((await needIdentity(table)).publicKey).toEqual(renewed.publicKey)
})

test('two tabs that replace an ended key at the same time end up with the same new key', async () => {
  const table = tableInMemory<never>()
  const [old, locks] = [await needIdentity(table), fakeLocks()]
  const found = await Promise.all(
    [1, 2].map(async () => {
      await renewIdentity(table, old, locks)
      return needIdentity(table)
    }),
  )
  expect(found[0]?.publicKey).toEqual(found[1]?.publicKey)
})
