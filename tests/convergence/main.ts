import { spawnSync } from 'node:child_process'
import { reacts } from './reacts.ts'
import { runSeed } from './run.ts'
import { Tally } from './tally.ts'

/**
 * `npx tsx tests/convergence/main.ts --from 1 --count 10000`. `--trace` prints the whole story of one seed, and
 * `--restores` adds restored backups.
 */
if (!reacts()) {
  const { execPath, execArgv, argv } = process
  const { status } = spawnSync(execPath, [...execArgv, '--conditions=browser', ...argv.slice(1)], { stdio: 'inherit' })
  process.exit(status ?? 1)
}

const option = (name: string, otherwise: number): number => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? otherwise : Number(process.argv[at + 1])
}

const from = option('from', 1)
const count = option('count', 500)
const shown = process.argv.includes('--trace') ? Number.MAX_SAFE_INTEGER : option('show', 40)
const began = performance.now()
const tally = new Tally()
let failed = 0
let events = 0
let records = 0
for (let seed = from; seed < from + count; seed++) {
  const outcome = await runSeed(seed, process.argv.includes('--restores'))
  events += outcome.events
  records += outcome.records
  tally.add(outcome.mixes)
  if (outcome.faults.length === 0 && count > 1) continue
  if (outcome.faults.length > 0) failed++
  console.log(`seed ${seed}`)
  for (const line of outcome.trace.slice(outcome.trace.length - Math.min(shown, outcome.trace.length)))
    console.log(`  ${line}`)
  for (const fault of outcome.faults.slice(0, 6)) console.log(`  ! ${fault}`)
}
const seconds = ((performance.now() - began) / 1000).toFixed(1)
console.log(`${tally}`)
console.log(`${count} seeds, ${failed} failed; ${events} events, ${records} records kept, ${seconds} s`)
process.exitCode = failed > 0 ? 1 : 0
