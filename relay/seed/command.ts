import type { Config, SeedOptions } from '../config/config.ts'
import { seedDemo } from './demo.ts'
import { type Imported, importSaid } from './import.ts'
import { type IrcLog, openIrcLog } from './irc-log.ts'
import { act, CannotSeed, randomId, type Seeding } from './seeding.ts'
import { withSeeding } from './with-seeding.ts'

const firstOfTheDemo = 'ada'

/** Creates the demo if it is missing, and imports a log into a room. Running it again adds nothing twice. */
export const seed = async (config: Config): Promise<void> => {
  const { owner, irc, zone } = config.seed
  // Read the log first, so that an unreadable one changes nothing.
  const log = irc === null ? null : await openIrcLog(irc, { zone })
  await withSeeding(config, async (seeding) => {
    const demo = owner === null ? await demoUnlessThere(seeding, config.seed) : []
    if (log === null) return
    const { room } = await importLog(seeding, log, config.seed)
    for (const user of demo.slice(1)) await act(seeding, user, { do: 'join', room })
  })
}

const demoUnlessThere = async (seeding: Seeding, options: SeedOptions): Promise<string[]> => {
  if (await seeding.accounts.people.byUsername(firstOfTheDemo)) {
    console.log('The demo already exists.')
    return []
  }
  const password = options.password ?? randomId().slice(0, 14)
  const users = await seedDemo(seeding, password)
  console.log(`Demo users: ada, grace, linus, margaret and alan. The password of each is: ${password}`)
  return users
}

const importLog = async (seeding: Seeding, log: IrcLog, { room, limit, owner }: SeedOptions): Promise<Imported> => {
  const username = owner ?? firstOfTheDemo
  const person = await seeding.accounts.people.byUsername(username)
  if (!person) throw new CannotSeed(`There is no user "${username}", so the log cannot be imported.`)
  await seeding.core.people.put(person)
  const started = Date.now()
  const progress = (taken: number) => showProgress(`${taken.toLocaleString('en')} messages`)
  const done = await importSaid(seeding, { said: log.said(), room, limit, owner: person.id, progress })
  const seconds = ((Date.now() - started) / 1000).toFixed(1)
  const known = done.known > 0 ? `; ${done.known.toLocaleString('en')} were there already` : ''
  showProgress(`${done.taken.toLocaleString('en')} messages in ${seconds} s${known}\n`)
  console.log([`Read as a log of ${log.format}.`, ...log.remarks].join('\n'))
  return done
}

/** On a terminal, overwrites the line. Elsewhere, prints only the final text, which ends with a newline. */
const showProgress = (text: string): void => {
  if (process.stdout.isTTY) process.stdout.write(`\r\x1b[K${text}`)
  else if (text.endsWith('\n')) process.stdout.write(text)
}
