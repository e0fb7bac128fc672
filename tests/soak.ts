import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runSeed } from './convergence/run.ts'
import { Tally } from './convergence/tally.ts'
import { killCycles } from './crash/killing.ts'
import { installEngines } from './engines/find-engines.mjs'
import { openArena } from './hostile/attack.ts'
import { describeFloor, measureFloor } from './hostile/floor.ts'
import { describeOutcome, fuzz } from './hostile/fuzz.ts'
import { comeBackAtOnce, describeRush, joinAtOnce, openOffice } from './hostile/office.ts'
import { type How, removeInFloods } from './hostile/removal.ts'
import { Attackers, besiege, describeSiege, prepare, sieges } from './hostile/siege.ts'
import { output, runSuite } from './suite.mjs'
import { cast } from './world/cast.ts'
import { spread } from './world/figures.ts'
import { startRelay } from './world/relay.ts'

/** The long versions of tests. Every run prints its seed; the same seed gives the same run. */
const soaks: { [name: string]: (seed: number, cycles?: number, only?: string[]) => Promise<boolean> } = {
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
   * Somebody attacks in every way there is, or in those that are named, while members use another room. The aim is
   * twice the p99 without an attack; `floor` shows how much of it one process can reach. There are 20 rounds a second.
   * With `--from 127.0.0.2` the attackers are in another network.
   */
  async siege(_, cycles = 200, only = []) {
    const from = values.from ?? '127.0.0.1'
    const attackers = await Attackers.ready()
    for (const kind of sieges.filter((name) => only.length === 0 || only.includes(name))) {
      const arena = await openArena()
      const prey = await prepare(arena)
      const besieged = await besiege(arena, prey, attackers, kind, cycles, { crowd: 500, from })
      console.log(describeSiege(kind, besieged))
      await arena.relay.stop()
    }
    await attackers.leave()
    return true
  },

  /**
   * How soon somebody gets in behind 500 connections that came in one instant: at servers that do nothing but let people
   * in, and at the relay. It shows how much of the wait in the first second of an attack is Node's own.
   */
  async floor(_, cycles = 15) {
    const size = 500
    console.log(describeFloor(await measureFloor(cycles, size), size))
    return true
  },

  /** Many people of one network join a room at once, and come back at once after a restart: nobody is refused. */
  async office(_, cycles = 500) {
    const office = await openOffice(cycles)
    const joined = await joinAtOnce({ people: office.people.slice(0, 151) })
    console.log(`150 join at once: ${describeRush(joined)}`)
    const back = await comeBackAtOnce(office.relay, office.people, await office.people[0]!.makeRoom())
    console.log(`${cycles} come back at once: ${describeRush(back)}`)
    await office.relay.stop()
    return joined.refusals.length + back.refusals.length === 0
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

  /** Everything that carries the product, in Firefox and WebKit. */
  async engines() {
    mkdirSync(output, { recursive: true })
    const untested = await installEngines(join(output, 'engines.log'))
    for (const why of untested) console.log(why)
    process.env.ENGINES = 'whole'
    return runSuite('engines', ['engines']).failed === 0 && untested.length === 0
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
  options: { seed: { type: 'string' }, cycles: { type: 'string' }, from: { type: 'string' } },
})
const soak = soaks[positionals[0] ?? '']
if (!soak) {
  console.error(`usage: npm run soak -- ${Object.keys(soaks).join('|')} [--seed N] [--cycles N] [--from ADDRESS]`)
  process.exit(2)
}
const seed = Number(values.seed ?? Date.now() % 2 ** 31)
console.log(`seed ${seed}`)
const cycles = values.cycles === undefined ? undefined : Number(values.cycles)
const held = await soak(seed, cycles, positionals.slice(1))
process.exit(held ? 0 : 1)
