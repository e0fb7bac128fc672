import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from './base/cannot-start.ts'
import { logLine } from './base/log.ts'
import { BadConfig, type Config, readConfig } from './config/config.ts'
import { usage } from './config/flags.ts'
import { openFolder } from './data-folder/folder.ts'
import { FolderInUse } from './data-folder/lock.ts'
import { refuseDemoFolder } from './demo/folder.ts'
import { serveDemo } from './demo/serve.ts'
import { openAccountsOf, startRelay, systemClock } from './relay.ts'
import { seed } from './seed/command.ts'
import { CannotSeed } from './seed/seeding.ts'

const run = async (config: Config): Promise<void> => {
  switch (config.command) {
    case 'help':
      console.log(usage)
      return
    case 'invite':
      return invite(config)
    case 'admin':
      return makeAdmin(config)
    case 'seed':
      return seed(config)
    case 'serve':
      return serve(config)
  }
}

const serve = async (config: Config) => {
  const relay = await (config.demo ? startDemo(config) : startForGood(config))
  console.log(`Yabber is at ${config.origins[0] ?? relay.page}`)
  if (relay.outside) console.log(sayOutside(relay.outside, config))
  console.log(`Everything is kept in ${config.dataFolder}${config.demo ? ', until 4:00 UTC' : ''}`)
  const stop = async () => {
    process.off('SIGINT', stop).off('SIGTERM', stop)
    try {
      await relay.stop()
    } catch (error) {
      logLine('the relay did not shut down cleanly', error)
      process.exit(1)
    }
    process.exit(0)
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
}

const sayOutside = (addresses: readonly string[], { host, origins }: Config): string => {
  const where = addresses.length > 0 ? addresses.join(', ') : `every address of this machine`
  const pages = origins.length > 0 ? ` Pages work only at ${origins.join(', ')}.` : ''
  return `It listens on ${host}, beyond this machine: others can reach it at ${where}.${pages} Pass --host 127.0.0.1 to keep it to this machine.`
}

const startForGood = (config: Config) => {
  refuseDemoFolder(config.dataFolder)
  return startRelay(config, builtApp())
}

const startDemo = (config: Config) =>
  serveDemo({
    config,
    clock: systemClock,
    startRelay: (settled, day) => startRelay(settled, builtApp(), day),
    began: (day) => logLine(`the demo of ${day} started, and the previous one was deleted`),
    failed(error) {
      logLine('the demo could not start the next day', error)
      process.exit(1)
    },
  })

const invite = async (config: Config) => {
  openFolder(config.dataFolder)
  const accounts = await openAccountsOf(config, { sessionEnded: () => {}, userEnded: () => {} })
  const { code, expires } = await accounts.invitations.make()
  accounts.close()
  const origin = config.origins[0] ?? `http://localhost:${config.port}`
  console.log(`An invitation for one account, valid until ${new Date(expires).toISOString().slice(0, 10)}:\n`)
  console.log(`  ${code}\n  ${origin}/sign-up?invitation=${code}\n`)
}

/** For a relay that has lost its admins. */
const makeAdmin = async (config: Config) => {
  openFolder(config.dataFolder)
  const accounts = await openAccountsOf(config, { sessionEnded: () => {}, userEnded: () => {} })
  const isThere = await accounts.admins.add(config.username)
  accounts.close()
  if (!isThere) throw new BadConfig(`Nobody can sign in with the user name "${config.username}".`)
  console.log(`${config.username} is now an admin.`)
}

/** The built app beside this file. Null if the relay runs from its sources. */
const builtApp = (): string | null => {
  const folder = join(import.meta.dirname, '../app')
  return existsSync(join(folder, 'sw.js')) ? folder : null
}

process.on('unhandledRejection', (error) => logLine('a promise was rejected and nothing handled it', error))

try {
  await run(readConfig(process.argv.slice(2)))
} catch (error) {
  const isForPeople = [BadConfig, CannotStart, FolderInUse, CannotSeed].some((kind) => error instanceof kind)
  console.error(isForPeople ? (error as Error).message : error)
  process.exit(1)
}
