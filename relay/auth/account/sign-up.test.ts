import { APIError } from 'better-auth/api'
import { expect, it } from 'vitest'
import type { Registration } from '../../config/config.ts'
import { Crowded } from '../password/hashing.ts'
import { makeSignUp, type SignUpParts } from './sign-up.ts'

const fields = {
  username: 'olga',
  name: 'Olga',
  email: 'olga@example.org',
  password: 'nine teal kettles, one moon',
  invitation: 'code',
}

const stage = (failure: Error, registration: Registration = 'invitation') => {
  const spent: string[] = []
  const givenBack: string[] = []
  const signUp = makeSignUp({
    engine: { api: { signUpEmail: () => Promise.reject(failure) } } as unknown as SignUpParts['engine'],
    registration,
    people: {
      byId: async () => null,
      byUsername: async () => null,
      whyTaken: async () => null,
      all: async () => [],
      ended: async () => [],
    },
    mails: {} as unknown as SignUpParts['mails'],
    invitations: {
      make: async () => ({ code: 'code', expires: 0 }),
      spend: async (code) => spent.push(code) > 0,
      giveBack: async (code) => void givenBack.push(code),
    },
  })
  return { signUp, spent, givenBack }
}

it("gives the invitation back when the account can't be created", async () => {
  const { signUp, spent, givenBack } = stage(new Crowded())
  await expect(signUp(fields)).rejects.toThrow(Crowded)
  expect([spent, givenBack]).toEqual([['code'], ['code']])
})

it('gives no invitation back when it used none, because somebody else may have used it', async () => {
  const { signUp, givenBack } = stage(new Crowded(), 'open')
  await expect(signUp(fields)).rejects.toThrow(Crowded)
  expect(givenBack).toEqual([])
})

it('says that a name is taken only when it is, and not when the disk is full', async () => {
  const failure = APIError.from('UNPROCESSABLE_ENTITY', { code: 'FAILED_TO_CREATE_USER', message: 'no' })
  await expect(stage(failure).signUp(fields)).rejects.toBe(failure)
})
