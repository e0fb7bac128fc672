import { describe, expect, it } from 'vitest'
import { anyNumberOfKeys, RateLimit } from './rate-limit.ts'
import { perSecond } from './token-bucket.ts'

describe('an allowance of 3, one more each second', () => {
  const start = (keys = 100) => {
    const time = { now: 1_000 }
    return { time, allowance: new RateLimit({ burst: 3, everyMs: 1_000, keys }, () => time.now) }
  }

  it('gives three at once and says when the next will be', () => {
    const { allowance, time } = start()
    expect([1, 2, 3, 4].map(() => allowance.take('olga'))).toEqual([0, 0, 0, 1_000])
    time.now += 400
    expect(allowance.take('olga')).toBe(600)
    time.now += 600
    expect(allowance.take('olga')).toBe(0)
    expect(allowance.take('olga')).toBe(1_000)
  })

  it('refills after a rest, but never above its limit', () => {
    const { allowance, time } = start()
    for (let n = 0; n < 3; n++) allowance.take('olga')
    time.now += 60_000
    expect([1, 2, 3, 4].map(() => allowance.take('olga'))).toEqual([0, 0, 0, 1_000])
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
    for (let n = 0; n < 4; n++) allowance.take('olga')
    expect(allowance.take('milo')).toBe(0)
  })

  it('gives back what proved honest', () => {
    const { allowance } = start()
    for (let n = 0; n < 20; n++) {
      expect(allowance.take('olga')).toBe(0)
      allowance.giveBack('olga')
    }
  })

  it("forgets nobody's limit, however many keys somebody makes up", () => {
    const { allowance, time } = start(2)
    for (let n = 0; n < 3; n++) allowance.take('olga')
    for (let n = 0; n < 10_000; n++) allowance.take(`made up ${n}`)
    expect(allowance.take('olga')).toBe(1_000)
    expect(allowance.take('made up 9999')).toBeGreaterThan(0)
    time.now += 60_000
    for (const key of ['olga', 'milo', 'cid']) expect(allowance.take(key)).toBe(0)
  })
})

describe('a limit of 20 records a second, 500 at once', () => {
  const start = (keys = anyNumberOfKeys) => {
    const time = { now: 1_000 }
    return { time, records: new RateLimit({ ...perSecond(20, 500), keys }, () => time.now) }
  }

  it('lets more be owed than there was, and says when enough is back', () => {
    const { time, records } = start()
    expect(records.held('phone')).toBe(500)
    records.spend('phone', 520)
    expect(records.held('phone')).toBe(-20)
    expect(records.take('phone')).toBe(1_050)
    expect(records.waitMs('phone', 1)).toBe(1_050)
    expect(records.waitMs('phone', 600)).toBe(520 * 50)
    time.now += 1_050
    expect(records.held('phone')).toBe(1)
    time.now += 3_600_000
    expect(records.held('phone')).toBe(500)
  })

  it('gives the last of all tokens at once, also if one comes back each third of a millisecond', () => {
    const now = 1_800_000_000_000
    const frames = new RateLimit({ ...perSecond(3_000, 1_000), keys: anyNumberOfKeys }, () => now)
    for (let n = 0; n < 999; n++) expect(frames.take('phone')).toBe(0)
    expect(frames.held('phone')).toBe(1)
    expect(frames.waitMs('phone', 1)).toBe(0)
    expect(frames.take('phone')).toBe(0)
    expect(frames.take('phone')).toBe(1)
  })

  it('gives no token for the time that a clock was put back', () => {
    const { time, records } = start()
    records.spend('phone', 500)
    time.now -= 60_000
    expect(records.held('phone')).toBe(0)
    time.now += 50
    expect(records.held('phone')).toBe(1)
  })

  it('counts any number of keys one by one, and those that owe nothing are forgotten', () => {
    const { time, records } = start()
    for (let n = 0; n < 30_000; n++) records.spend(`device ${n}`, 500)
    for (let n = 0; n < 30_000; n += 1_000) expect(records.held(`device ${n}`)).toBe(0)
    expect(records.held('another')).toBe(500)
    time.now += 25_000
    for (let n = 0; n < 30_000; n++) records.held(`other ${n}`)
    expect(records.counted).toBeLessThan(40_000)
  })
})
