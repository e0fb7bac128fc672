import { describe, expect, it } from 'vitest'
import { Crowded, takeTurns } from './hashing.ts'

const settled = () => new Promise((resolve) => setImmediate(resolve))

describe('taking turns, two at a time', () => {
  const start = (waitingLimit: number) => {
    const inTurn = takeTurns(2, waitingLimit)
    const running: (() => void)[] = []
    const work = () => inTurn(() => new Promise<void>((done) => running.push(done)))
    return { work, running }
  }

  it('starts the third only when one of the first two has finished', async () => {
    const { work, running } = start(10)
    const all = [work(), work(), work()]
    expect(running).toHaveLength(2)
    running[0]?.()
    await settled()
    expect(running).toHaveLength(3)
    for (const done of running) done()
    await Promise.all(all)
  })

  it('goes on after a failure', async () => {
    const inTurn = takeTurns(1, 10)
    await expect(inTurn(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    await expect(inTurn(async () => 'yes')).resolves.toBe('yes')
  })

  it('refuses new work when the queue is full', async () => {
    const { work } = start(1)
    for (let n = 0; n < 3; n++) void work()
    await expect(work()).rejects.toThrow(Crowded)
  })
})
