import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fairQueueLimits } from '../../relay/pace/fair-queue.ts'
import { printFigure } from '../world/figures.ts'
import { type Arena, openArena } from './attack.ts'
import { besiege, describeSiege, fullRoom, sieges } from './siege.ts'

const rounds = 30

let arena: Arena
let target: string
beforeAll(async () => {
  arena = await openArena()
  target = await fullRoom(arena)
})
afterAll(() => arena.relay.stop())

/** Of what guests from one network ask for they get so much at once and so much a second; what is under way comes on top. */
const { burst, perSecond } = fairQueueLimits.guests
const mostBytes = (seconds: number): number => 2 * (burst + perSecond * seconds)

describe('honest members of another room hardly notice what guests of the same network attack with', () => {
  test.each(sieges)('%s', async (kind) => {
    const besieged = await besiege(arena, target, kind, rounds, 100)
    printFigure(describeSiege(kind, besieged))
    // The aim is twice the quiet p99, printed. Machines are shared, so what fails is a join or an answer that never comes.
    expect(besieged.attacked.joins).toHaveLength(rounds)
    expect(besieged.attacked.acks).toHaveLength(rounds)
    expect(besieged.loot.bytes).toBeLessThan(mostBytes(besieged.loot.seconds))
    expect(arena.relay.isAlive).toBe(true)
  })
})
