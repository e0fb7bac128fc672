import { expect, test } from 'vitest'
import { saySignIn, sayTrouble } from './saySignIn.ts'

test('the wait before another sign-in is shown in whole minutes, rounded up, with the other ways to sign in', () => {
  const words = saySignIn({ code: 'too-many', afterMs: 61_000 })
  expect(words).toBe(
    'Too many attempts. Try again in 2 minutes. You can also use a passkey, or reset your password below.',
  )
})

test('an unknown error code in the address shows no message', () => {
  expect(sayTrouble('expired')).toBe('That took too long. Please try again.')
  for (const code of ['constructor', 'too-many', '', undefined, ['expired']]) expect(sayTrouble(code)).toBe(undefined)
})
