import { expect, test } from 'vitest'
import type { Api } from '../../sync/api.ts'
import { makePasskeys, signInByPasskey } from './passkeys.ts'

/** A relay that gives all options that passkeys need. */
const api = { get: async () => 'offline', post: async () => ({ status: 200, body: { options: {} } }) } as unknown as Api
const notLoaded = () => Promise.reject(new Error('Failed to fetch dynamically imported module'))

test("if the code for passkeys can't be loaded, it says so and adds no passkey", async () => {
  expect(await makePasskeys(api, notLoaded).add(() => 'Thumb', '')).toBe('missing')
})

test("if the code that asks for a passkey can't be loaded, it says so and signs nobody in", async () => {
  expect(await signInByPasskey(api, notLoaded)).toBe('missing')
})
