import { expect, test } from 'vitest'
import type { Api } from '../../sync/api.ts'
import { makePasskeys, signInByPasskey } from './passkeys.ts'

/** A relay that gives all options that passkeys need. */
const api = { get: async () => 'offline', post: async () => ({ status: 200, body: { options: {} } }) } as unknown as Api
const notLoaded = () => Promise.reject(new Error('Failed to fetch dynamically imported module'))

test('where the part of the app that makes passkeys cannot be loaded, that is said and none is made', async () => {
  expect(await makePasskeys(api, notLoaded).add('Thumb', '')).toBe('missing')
})

test('where the part of the app that asks for a passkey cannot be loaded, that is said and nobody is signed in', async () => {
  expect(await signInByPasskey(api, notLoaded)).toBe('missing')
})
