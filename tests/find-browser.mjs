import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

export const withWindows = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]
/** The shell is the same browser without windows: a journey takes it a sixth less of the processor. */
const known = ['/usr/bin/chromium-headless-shell', ...withWindows]

/** Path of a Chromium: an existing one if there is any, else one is installed. Null if neither works. */
export const findBrowser = async (root) => {
  const given = process.env.CHROMIUM_PATH
  if (given) return existsSync(given) ? given : null
  const { chromium } = await import('playwright')
  const look = () => [...known, chromium.executablePath()].find(existsSync) ?? null
  const found = look()
  if (found) return found
  console.log('No Chromium here: installing one…')
  run(process.execPath, [join(root, 'node_modules/playwright/cli.js'), 'install', 'chromium'])
  const downloaded = look()
  if (downloaded || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return downloaded
  if (!run('apt-get', ['update'])) return null
  for (const name of ['chromium-headless-shell', 'chromium']) {
    run('apt-get', ['install', '-y', '--no-install-recommends', name])
    if (look()) break
  }
  return look()
}

const run = (command, args) => spawnSync(command, args, { stdio: 'inherit' }).status === 0
