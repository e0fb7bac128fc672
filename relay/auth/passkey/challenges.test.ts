import { expect, it } from 'vitest'
import { makeChallenges, type Purpose } from './challenges.ts'

const olga: Purpose = { what: 'sign-in', user: null, site: 'chat.example.org' }
const stage = () => {
  const time = { now: 1_700_000_000_000 }
  const challenges = makeChallenges(() => time.now)
  return { time, challenges, ask: () => Buffer.from(challenges.make(olga)).toString('base64url') }
}

it("keeps each person's challenge, however many others ask for one", () => {
  const { challenges, ask } = stage()
  const first = ask()
  for (let n = 0; n < 11_000; n++) ask()
  expect(challenges.spend(first, olga)).toBe(true)
})

it('accepts a challenge once, within five minutes, for the purpose it was made for', () => {
  const { challenges, ask, time } = stage()
  const [once, late, other] = [ask(), ask(), ask()]
  expect([challenges.spend(once, olga), challenges.spend(once, olga), challenges.isOpen(once, olga)]).toEqual([
    true,
    false,
    false,
  ])
  for (const purpose of [
    { ...olga, site: 'example.org' },
    { ...olga, user: 'olga' },
    { ...olga, what: 'register' as const },
  ])
    expect(challenges.spend(other, purpose)).toBe(false)
  expect(challenges.spend(other, olga)).toBe(true)
  time.now += 5 * 60_000
  expect(challenges.spend(late, olga)).toBe(false)
})

it('accepts only challenges that this process made, unchanged', () => {
  const { challenges, ask } = stage()
  const challenge = ask()
  expect(stage().challenges.spend(challenge, olga)).toBe(false)
  const spoilt = `${challenge[0] === 'A' ? 'B' : 'A'}${challenge.slice(1)}`
  for (const wrong of [spoilt, challenge.slice(1), '', 'x'.repeat(10_000)])
    expect(challenges.spend(wrong, olga)).toBe(false)
})
