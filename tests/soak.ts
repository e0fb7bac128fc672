import { parseArgs } from 'node:util'
import { runSeed } from './convergence/run.ts'
import { Tally } from './convergence/tally.ts'
import { killCycles } from './crash/killing.ts'
import { openArena } from './hostile/attack.ts'
import { describeOutcome, fuzz } from './hostile/fuzz.ts'
import { type How, removeInFloods } from './hostile/removal.ts'
import { besiege, describeSiege, fullRoom, sieges } from './hostile/siege.ts'
import { cast } from './world/cast.ts'
import { spread } from './world/figures.ts'
import { startRelay } from './world/relay.ts'

/** The long versions of tests. Every run prints its seed; the same seed gives the same run. */
const soaks: { [name: string]: (seed: number, cycles?: number) => Promise<boolean> } = {
  async fuzz(seed, cycles = 1_000_000) {
    const outcome = fuzz(seed, cycles, Math.ceil(cycles / 25))
    console.log(describeOutcome(outcome))
    for (const { reader, from, seed, error } of outcome.failures)
      console.log(`failed: { reader: '${reader}', from: '${from}', seed: ${seed} } ${error}`)
    return outcome.failures.length === 0
  },

  async crash(seed, cycles = 1_000) {
    const { said, kept, lost, refused, twice, segments, integrity, restartMs } = await killCycles(
      seed,
      cycles,
      (cycle) => {
        if (cycle % 50 === 0) console.log(`${cycle} kills`)
      },
    )
    console.log(`${said} records in ${segments} segments, ${kept} acknowledged before a kill`)
    console.log(`lost ${lost.length}, twice ${twice.length}, refused ${refused.length}, integrity ${integrity}`)
    console.log(`restart ${spread(restartMs)}`)
    return lost.length + twice.length + refused.length === 0 && integrity === 'ok'
  },

  /**
   * Guests attack in every way there is, while members use another room. The aim is twice the p99 without an attack.
   */
  async siege(_, cycles = 200) {
    for (const kind of sieges) {
      const arena = await openArena()
      const target = await fullRoom(arena)
      console.log(describeSiege(kind, await besiege(arena, target, kind, cycles, 500)))
      await arena.relay.stop()
    }
    return true
  },

  /** The simulation with restored backups. */
  async restores(seed, cycles = 500) {
    const tally = new Tally()
    const failed: number[] = []
    for (let told = 0; told < cycles; told++) {
      const { faults, mixes } = await runSeed(seed + told, true)
      tally.add(mixes)
      if (faults.length > 0) failed.push(seed + told)
    }
    console.log(`${tally}\n${cycles} seeds, failed: ${failed.join(', ') || 'none'}`)
    return failed.length === 0
  },

  removal: (seed, cycles) => throwOut(seed, cycles, 'remove'),
  ban: (seed, cycles) => throwOut(seed, cycles, 'ban'),
}

const throwOut = async (seed: number, cycles: number | undefined, how: How): Promise<boolean> => {
  const relay = await startRelay()
  const rounds = cycles ?? 1_000
  const { closeMs, lastByteMs, later, flooded } = await removeInFloods(relay, await cast(relay), rounds, seed, how)
  await relay.stop()
  console.log(`${how}, ${rounds} times in a flood of ${flooded} records`)
  console.log(`close ${spread(closeMs)}; last byte ${spread(lastByteMs)}; ${later.length} taken later`)
  return later.length === 0
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string' }, cycles: { type: 'string' } },
})
const soak = soaks[positionals[0] ?? '']
if (!soak) {
  console.error(`usage: npm run soak -- ${Object.keys(soaks).join('|')} [--seed N] [--cycles N]`)
  process.exit(2)
}
const seed = Number(values.seed ?? Date.now() % 2 ** 31)
console.log(`seed ${seed}`)
const held = await soak(seed, values.cycles === undefined ? undefined : Number(values.cycles))
process.exit(held ? 0 : 1)
