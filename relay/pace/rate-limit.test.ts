import { describe, expect, it } from 'vitest'
import { RateLimit } from './rate-limit.ts'

describe('an allowance of 3, one more each second', () => {
  const start = (keys = 100) => {
    const time = { now: 1_000 }
    return { time, allowance: new RateLimit({ burst: 3, everyMs: 1_000, keys }, () => time.now) }
  }

  it('gives three at once and says when the next will be', () => {
    const { allowance, time } = start()
    expect([1, 2, 3, 4].map(() => allowance.take('ann'))).toEqual([0, 0, 0, 1_000])
    time.now += 400
    expect(allowance.take('ann')).toBe(600)
    time.now += 600
    expect(allowance.take('ann')).toBe(0)
    expect(allowance.take('ann')).toBe(1_000)
  })

  it('refills after a rest, but never above its limit', () => {
    const { allowance, time } = start()
    for (let n = 0; n < 3; n++) allowance.take('ann')
    time.now += 60_000
    expect([1, 2, 3, 4].map(() => allowance.take('ann'))).toEqual([0, 0, 0, 1_000])
  })

  it('tells long keys apart without storing them', () => {
    const { allowance } = start()
    const long = 'x'.repeat(16_000)
    for (let n = 0; n < 3; n++) allowance.take(`${long}a`)
    expect(allowance.take(`${long}a`)).toBe(1_000)
    expect(allowance.take(`${long}b`)).toBe(0)
    allowance.giveBack(`${long}a`)
    expect(allowance.take(`${long}a`)).toBe(0)
  })

  it('counts each key by itself', () => {
    const { allowance } = start()
    for (let n = 0; n < 4; n++) allowance.take('ann')
    expect(allowance.take('bob')).toBe(0)
  })

  it('gives back what proved honest', () => {
    const { allowance } = start()
    for (let n = 0; n < 20; n++) {
      expect(allowance.take('ann')).toBe(0)
      allowance.giveBack('ann')
    }
  })

  it("forgets nobody's limit, however many keys somebody makes up", () => {
    const { allowance, time } = start(2)
    for (let n = 0; n < 3; n++) allowance.take('ann')
    for (let n = 0; n < 10_000; n++) allowance.take(`made up ${n}`)
    expect(allowance.take('ann')).toBe(1_000)
    expect(allowance.take('made up 9999')).toBeGreaterThan(0)
    time.now += 60_000
    for (const key of ['ann', 'bob', 'cid']) expect(allowance.take(key)).toBe(0)
  })
})
