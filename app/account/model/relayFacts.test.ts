import { expect, test } from 'vitest'
import { whyNoPasskeys } from './passkeys.ts'
import { readRelay } from './relayFacts.ts'

test('reads what a relay says about itself, and takes what is missing or malformed as absent', () => {
  const said = {
    registration: 'open',
    mail: true,
    oidc: { name: 'Guild' },
    demo: true,
    began: '2026-11-21T04:00:00Z',
    roomsADay: 7,
  }
  expect(readRelay(said)).toEqual({
    registration: 'open',
    mail: true,
    provider: { name: 'Guild' },
    demoBegan: '2026-11-21T04:00:00Z',
    roomsADay: 7,
  })
  const nothing = { registration: null, mail: false, provider: null, demoBegan: null, roomsADay: null }
  for (const other of [
    {},
    { registration: 'x', oidc: null, demo: false, began: 'x' },
    { oidc: { name: 1 }, demo: 'yes' },
  ])
    expect(readRelay(other)).toEqual(nothing)
  expect(readRelay(undefined)).toBeNull()
})

test.each(['127.0.0.1', '[::1]'])("passkeys don't work at the bare address %s", (hostname) => {
  expect(whyNoPasskeys({ hostname } as Location)).toBe('address')
})
