import { expect, it } from 'vitest'
import { makeChallenges, type Purpose } from './challenges.ts'

const ann: Purpose = { what: 'sign-in', user: null, site: 'chat.example.org' }
const stage = () => {
  const time = { now: 1_700_000_000_000 }
  const challenges = makeChallenges(() => time.now)
  return { time, challenges, ask: () => Buffer.from(challenges.make(ann)).toString('base64url') }
}

it('takes nobody their challenge away, however many others ask for one', () => {
  const { challenges, ask } = stage()
  const first = ask()
  for (let n = 0; n < 11_000; n++) ask()
  expect(challenges.spend(first, ann)).toBe(true)
})

it('is good once, for five minutes, for what it was asked for', () => {
  const { challenges, ask, time } = stage()
  const [once, late, other] = [ask(), ask(), ask()]
  expect([challenges.spend(once, ann), challenges.spend(once, ann), challenges.isOpen(once, ann)]).toEqual([
    true,
    false,
    false,
  ])
  for (const purpose of [
    { ...ann, site: 'example.org' },
    { ...ann, user: 'ann' },
    { ...ann, what: 'register' as const },
  ])
    expect(challenges.spend(other, purpose)).toBe(false)
  expect(challenges.spend(other, ann)).toBe(true)
  time.now += 5 * 60_000
  expect(challenges.spend(late, ann)).toBe(false)
})

it('is of this process, and as it was made', () => {
  const { challenges, ask } = stage()
  const challenge = ask()
  expect(stage().challenges.spend(challenge, ann)).toBe(false)
  const spoilt = `${challenge[0] === 'A' ? 'B' : 'A'}${challenge.slice(1)}`
  for (const wrong of [spoilt, challenge.slice(1), '', 'x'.repeat(10_000)])
    expect(challenges.spend(wrong, ann)).toBe(false)
})
