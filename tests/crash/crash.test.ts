import { describe, expect, test } from 'vitest'
import { printFigure, quantile } from '../world/figures.ts'
import { killCycles } from './killing.ts'

const cycles = 50

describe('promise 2: sent means kept', () => {
  test(`kill -9 under load, ${cycles} times: the relay keeps every acknowledged record, once, byte for byte`, async () => {
    const seed = Number(process.env.CRASH_SEED ?? Date.now() % 2 ** 31)
    const { said, kept, lost, refused, twice, segments, integrity, restartMs } = await killCycles(seed, cycles)
    printFigure(
      `kill -9, seed ${seed}: ${cycles} cycles, ${said} records in ${segments} segments, ${kept} acknowledged before a kill, ` +
        `${lost.length} lost, ${twice.length} twice, restart p50 ${quantile(restartMs, 0.5).toFixed(0)} ms, integrity ${integrity}`,
    )
    expect(lost).toEqual([])
    expect(twice).toEqual([])
    expect(refused).toEqual([])
    expect(integrity).toBe('ok')
    expect(kept).toBeGreaterThan(cycles)
  }, 600_000)
})
