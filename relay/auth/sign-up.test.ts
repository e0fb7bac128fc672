import { APIError } from 'better-auth/api'
import { expect, it } from 'vitest'
import { Crowded } from './hashing.ts'
import { makeSignUp, type SignUpParts } from './sign-up.ts'

const fields = {
  username: 'ann',
  name: 'Ann',
  email: 'ann@example.org',
  password: 'nine teal kettles, one moon',
  invitation: 'code',
}

const stage = (failure: Error) => {
  const spent: string[] = []
  const signUp = makeSignUp({
    engine: { api: { signUpEmail: () => Promise.reject(failure) } } as unknown as SignUpParts['engine'],
    registration: 'invitation',
    people: { byId: async () => null, byUsername: async () => null, isTaken: async () => false, all: async () => [] },
    mails: {} as unknown as SignUpParts['mails'],
    invitations: {
      make: async () => ({ code: 'code', expires: 0 }),
      spend: async (code) => spent.push(code) > 0,
      giveBack: async (code) => void spent.splice(spent.indexOf(code), 1),
    },
  })
  return { signUp, spent }
}

it('gives an invitation back where the account could not be made', async () => {
  const { signUp, spent } = stage(new Crowded())
  await expect(signUp(fields)).rejects.toThrow(Crowded)
  expect(spent).toEqual([])
})

it('says that a name is taken only if it is, and not where the disk is full', async () => {
  const failure = APIError.from('UNPROCESSABLE_ENTITY', { code: 'FAILED_TO_CREATE_USER', message: 'no' })
  await expect(stage(failure).signUp(fields)).rejects.toBe(failure)
})
