import { existsSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureBuilt } from '../../relay/start/built.mjs'
import { home } from '../world/bundle.ts'
import { coldOpen } from './cold-open.ts'
import { comingBack } from './coming-back.ts'
import type { Bench, Figure, Row } from './figure.ts'
import { firstLoad } from './first-load.ts'
import { fold } from './fold.ts'
import { gate } from './gate.ts'
import { idleRelay } from './idle-relay.ts'
import { latency } from './latency.ts'
import { presence } from './presence.ts'
import { roomSwitch } from './room-switch.ts'
import { scroll } from './scroll.ts'
import { tabMemory } from './tab-memory.ts'
import { unread } from './unread.ts'

const figures: readonly Figure[] = [
  firstLoad,
  fold,
  gate,
  latency,
  presence,
  idleRelay,
  coldOpen,
  comingBack,
  tabMemory,
  scroll,
  roomSwitch,
  unread,
]
const usage = `npm run bench -- [figure …] [--irc FILE] [--short]
  figures: ${figures.map(({ name }) => name).join(', ')}; all where none is named
  --irc    an IRC log for the rooms of real talk, or YABBER_IRC_LOG
  --short  without what takes long: a device with a million messages`

const main = async (): Promise<void> => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { irc: { type: 'string' }, short: { type: 'boolean' }, help: { type: 'boolean' } },
  })
  const unknown = positionals.find((name) => !figures.some((figure) => figure.name === name))
  if (values.help || unknown) return console.log(unknown ? `There is no figure "${unknown}".\n${usage}` : usage)
  ensureBuilt(home)
  const chosen = figures.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
  const rows: Row[] = []
  for (const figure of chosen) rows.push(...(await measure(figure, findLog(values.irc), values.short ?? false)))
  printTable(rows)
  const [load = 0] = loadavg()
  console.log(
    `\n${availableParallelism()} cores, load ${load.toFixed(1)}: where it is over the cores, times are the machine's more than ours.`,
  )
  process.exit(rows.some(({ broken }) => broken) ? 1 : 0)
}

/** The real log is too large for this repository. It is used if it lies beside the project. */
const findLog = (given = process.env.YABBER_IRC_LOG): string | null => {
  const path = given ?? join(home, '../shared/data/ubuntu-irc/ubuntu-irc-train.log.gz')
  if (existsSync(path)) return path
  console.log(`There is no log at ${path}: figures of real talk are skipped.`)
  return null
}

const measure = async (figure: Figure, irc: string | null, short: boolean): Promise<Row[]> => {
  const bench: Bench = { irc, short, tell: (progress) => console.log(`${figure.name}: ${progress}`) }
  try {
    return await figure.run(bench)
  } catch (error) {
    console.error(error)
    return [{ what: figure.name, value: 'failed', beside: String(error), broken: true }]
  }
}

const printTable = (rows: readonly Row[]): void => {
  const width = (read: (row: Row) => string) => Math.max(...rows.map((row) => read(row).length))
  const [what, value] = [width((row) => row.what), width((row) => row.value)]
  console.log()
  for (const row of rows)
    console.log(
      `${row.what.padEnd(what)}  ${row.value.padStart(value)}  ${row.beside ?? ''}${row.broken ? '  BROKEN' : ''}`,
    )
}

await main()
