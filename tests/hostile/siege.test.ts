import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readingLimits } from '../../relay/pace/fair-queue.ts'
import { printFigure } from '../world/figures.ts'
import { type Arena, openArena } from './attack.ts'
import { Attackers, besiege, describeSiege, firstRounds, type Prey, prepare, sieges } from './siege.ts'

// `npm run soak -- siege` does the same for longer and with more attackers.
const rounds = 10
const arms = { crowd: 100, from: '127.0.0.1' }

let arena: Arena
let prey: Prey
let attackers: Attackers
beforeAll(async () => {
  arena = await openArena()
  prey = await prepare(arena)
  attackers = await Attackers.ready()
})
afterAll(async () => {
  await attackers.leave()
  await arena.relay.stop()
})

/** An account, and all guests of one network together, get `burst` bytes at once and `perSecond` bytes each second. */
const mostBytes = (kind: string, seconds: number): number => {
  const { burst, perSecond } = readingLimits[kind.startsWith('a member') ? 'members' : 'guests']
  // Twice as much, to allow for what is already on its way.
  return 2 * (burst + perSecond * seconds)
}

describe('members of another room can still join and write while somebody in the same network attacks', () => {
  test.each(sieges)('%s', async (kind) => {
    const besieged = await besiege(arena, prey, attackers, kind, rounds, arms)
    printFigure(describeSiege(kind, besieged))
    // The aim is twice the p99 without an attack, and both are printed. Machines are shared, so the test fails only if
    // a join or an acknowledgement never comes.
    expect(besieged.first.joins).toHaveLength(firstRounds)
    expect(besieged.attacked.joins).toHaveLength(rounds)
    expect(besieged.attacked.acks).toHaveLength(rounds)
    expect(besieged.loot.bytes).toBeLessThan(mostBytes(kind, besieged.loot.seconds))
    expect(arena.relay.isAlive).toBe(true)
  })
})
