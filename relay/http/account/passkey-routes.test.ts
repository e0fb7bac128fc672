import { expect, test } from 'vitest'
import type { Accounts } from '../../auth/accounts.ts'
import { Crowded } from '../../auth/password/hashing.ts'
import { passkeyRoutes } from './passkey-routes.ts'

test('when too many passwords wait to be checked, a person who adds a passkey is told when to try again', async () => {
  const accounts = {
    sessions: { find: async () => ({ user: 'olga', session: 'a session' }) },
    isThemselves: () => Promise.reject(new Crowded()),
  } as unknown as Accounts
  const welcome = () => Promise.reject(new Error('nobody signs in here'))
  const routes = passkeyRoutes({ accounts, welcome, network: () => 'a network', now: () => 0 })
  const headers = { origin: 'https://chat.example.org', 'content-type': 'application/json' }
  const asked = { method: 'POST', headers, body: JSON.stringify({ password: 'her own' }) }
  const answer = await routes.request('/account/passkeys/options', asked)
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '5'])
})
