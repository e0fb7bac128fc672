import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { build } from 'vite'
import { home } from '../world/bundle.ts'
import { type Figure, micros, type Row, times } from './figure.ts'
import { temporaryFolder } from './folder.ts'
import type { Cost } from './gate-cost.ts'

/**
 * How much time of the relay's one thread it takes to admit a record. Each live update has one record, as when people
 * write.
 */
export const gate: Figure = {
  name: 'gate',
  async run({ tell }) {
    tell('building')
    const script = await buildLikeTheRelay(join(import.meta.dirname, 'gate-cost.ts'))
    tell('measuring')
    const [cost] = await once(fork(script, { execArgv: [] }), 'message')
    return rowsOf(cost as Cost)
  },
}

const buildLikeTheRelay = async (source: string): Promise<string> => {
  const outDir = temporaryFolder()
  const configFile = join(home, 'relay/vite.config.ts')
  await build({ configFile, logLevel: 'error', build: { ssr: source, outDir } })
  return join(outDir, 'main.js')
}

const rowsOf = (cost: Cost): Row[] => {
  const row = (what: string, of: keyof Cost, budget = ''): Row => ({
    what,
    value: micros(cost[of]),
    beside: `${times(cost[of] / cost.yjs)} of Y.applyUpdate${budget}`,
  })
  return [
    { what: 'Y.applyUpdate of the same bytes, a record', value: micros(cost.yjs) },
    row('gate, a record: structure', 'structure', '; at most 2 µs'),
    row('gate, a record by itself: all but signatures and disk', 'unverified'),
    row('gate, a record by itself: all but the disk, main thread', 'verified', '; at most 30 µs'),
    row('gate, a record in a burst of 100: all but the disk, main thread', 'inBursts', '; at most 30 µs'),
  ]
}
