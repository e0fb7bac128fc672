import { expect, it } from 'vitest'
import { makeAuthenticator } from '../../../tests/world/authenticator.ts'
import { readRegistration, readSignIn } from './passkey-ceremony.ts'

const origin = 'http://localhost'
const site = { origin, host: 'localhost' }
const challenge = Buffer.from('a challenge of ours').toString('base64url')
const options = { challenge, user: { id: 'AAAAAAAAAAAAAAAAAAAAAA' } }
const runs = 600
const seed = Number(process.env.SEED ?? 20_261)

const chanceFrom = (state: number) => () => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 2 ** 32
}

/** Changes one byte in one of the fields, or cuts the field short, or removes it. */
const spoil = (response: Record<string, unknown>, chance: () => number): Record<string, unknown> => {
  const inner = { ...(response.response as Record<string, unknown>) }
  const names = Object.keys(inner).filter((name) => typeof inner[name] === 'string')
  const name = names[Math.floor(chance() * names.length)]!
  const bytes = Buffer.from(String(inner[name]), 'base64url')
  const at = Math.floor(chance() * bytes.length)
  if (chance() < 0.1) delete inner[name]
  else if (chance() < 0.3) inner[name] = bytes.subarray(0, at).toString('base64url')
  else {
    bytes[at] = (bytes[at]! + 1 + Math.floor(chance() * 255)) & 0xff
    inner[name] = bytes.toString('base64url')
  }
  return { ...response, response: inner }
}

it(`refuses damaged answers of a device, and nothing breaks (SEED=${seed})`, async () => {
  const chance = chanceFrom(seed)
  const device = makeAuthenticator(origin)
  const registration = device.register(options)
  const isRight = (given: string) => given === challenge
  const asked = { isOpen: isRight, spend: isRight }
  const made = await readRegistration(registration, site, asked)
  if (!made) throw new Error('an honest registration was refused')
  const credential = { id: made.id, publicKey: made.key, counter: 0 }
  const assertion = device.signIn(options)
  const { clientDataJSON, authenticatorData } = assertion.response
  expect(await readSignIn(assertion, site, credential, asked)).toBe(1)
  for (let run = 0; run < runs; run++) {
    await readRegistration(spoil(registration, chance), site, asked)
    const spoilt = spoil(assertion, chance)
    const accepted = (await readSignIn(spoilt, site, credential, asked)) !== null
    // A signature has more than one valid encoding, and the user is checked elsewhere. Only what was signed must stay
    // the same.
    if (accepted) expect(spoilt.response).toMatchObject({ clientDataJSON, authenticatorData })
  }
})
