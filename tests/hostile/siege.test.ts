import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { printFigure } from '../world/figures.ts'
import { type Arena, openArena } from './attack.ts'
import { besiege, describeSiege, fullRoom, sieges } from './siege.ts'

let arena: Arena
let target: string
beforeAll(async () => {
  arena = await openArena()
  target = await fullRoom(arena)
})
afterAll(() => arena.relay.stop())

/** The aim is twice the quiet p99, printed. What fails a test is what nobody would wait for, since machines are shared. */
const longestMs = 20_000
/** Of what guests from one network ask for they get 20 MB at once and 4 MB a second. */
const mostBytes = 120e6

describe('honest members of another room hardly notice what guests of the same network attack with', () => {
  test.each(sieges)('%s', async (kind) => {
    const besieged = await besiege(arena, target, kind, 30, 100)
    printFigure(describeSiege(kind, besieged))
    expect(Math.max(...besieged.attacked.joins)).toBeLessThan(longestMs)
    expect(Math.max(...besieged.attacked.acks)).toBeLessThan(longestMs)
    expect(besieged.loot.bytes).toBeLessThan(mostBytes)
    expect(arena.relay.isAlive).toBe(true)
  })
})
