import { spawn } from 'node:child_process'
import { existsSync, openSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The browsers other than Chromium that the app is tested in: the programs that it takes, and Debian's packages. */
const engines = [
  { name: 'Firefox', programs: ['firefox-esr'], packages: ['firefox-esr'] },
  {
    name: 'WebKit',
    programs: ['WebKitWebDriver', 'gjs', 'Xvfb'],
    packages: ['webkit2gtk-driver', 'gir1.2-webkit2-4.1', 'gjs', 'xvfb'],
  },
]

/** Path of an installed program, or null. */
export const findProgram = (name) =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path)) ?? null

const lacks = ({ programs }) => programs.filter((program) => findProgram(program) === null)

/** Programs that an engine lacks here. */
export const lacking = (name) => lacks(engines.find((engine) => engine.name === name))

/**
 * Installs what is missing where that is possible, without asking anything. Returns a sentence for each engine that is
 * not there afterwards. Writes what apt prints to `log`.
 */
export const installEngines = async (log) => {
  const absent = engines.filter((engine) => lacks(engine).length > 0)
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (absent.length > 0 && mayInstall) {
    const packages = absent.flatMap(({ packages }) => packages)
    await install(packages, openSync(log, 'a'))
  }
  const why = mayInstall ? `installing it failed, see ${log}` : 'only root on a Debian can install it here'
  return absent
    .filter((engine) => lacks(engine).length > 0)
    .map((engine) => `not tested in ${engine.name}: ${lacks(engine).join(', ')} not found, and ${why}`)
}

/** One process, which also goes on while this one waits for a suite and handles no events. */
const install = (packages, output) =>
  new Promise((ended) => {
    const apt = 'apt-get -o DPkg::Lock::Timeout=300'
    const script = `${apt} update; ${apt} install -y --no-install-recommends ${packages.join(' ')}`
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawn('sh', ['-c', script], { env, stdio: ['ignore', output, output] }).on('close', ended)
  })
