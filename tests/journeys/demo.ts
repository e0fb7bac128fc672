import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { home, relayBundle } from '../world/bundle.ts'
import { password } from './verbs.ts'

export const demoPassword = password

/**
 * A data folder with the demo's people and rooms, and `lines` lines of an old channel, made by the relay's own command.
 */
export const seedDemo = async (lines: number): Promise<string> => {
  const data = mkdtempSync(join(tmpdir(), 'yabber-demo-'))
  const log = join(data, 'old-channel.log')
  writeFileSync(log, oldChannel(lines).join('\n'))
  const flags = ['--data', data, '--irc', log, '--room', 'Old channel', '--password', demoPassword]
  await promisify(execFile)(process.execPath, [await relayBundle(), 'seed', ...flags], {
    cwd: home,
    env: { PATH: process.env.PATH, HOME: data, NODE_ENV: 'production' },
  })
  rmSync(log)
  return data
}

export const forgetDemo = (data: string): void => rmSync(data, { recursive: true, force: true })

/** The text of line `n` of the old channel, counted from 1. */
export const oldLine = (n: number): string => `${n}: ${openings[n % openings.length]}${n % 7 === 0 ? long : ''}`

const openings = [
  'does anybody know why the mixer stays silent after the upgrade?',
  'yes',
  'try `modprobe snd`, then log in again',
  'no luck. I will paste the log somewhere, give me a minute',
  '*shrug*',
  'it was the third jack all along, see http://example.org/jacks#3',
  'lol',
  'has the archive been slow for anyone else since this morning, or is it only my line that drops every few minutes?',
]
const long =
  ' And while I am at it: the second machine does the same, only that there it takes a cold start, two cups of tea and somebody who looks the other way until it plays anything at all.'
const nicks = ['kestrel', 'mo', 'a_very_long_nickname_from_1998', 'tinker', 'ota']

function oldChannel(lines: number): string[] {
  const log: string[] = []
  for (let n = 1; n <= lines; n++) {
    const minute = (n - 1) % 720
    if (minute === 0) log.push(`--- 2004-11-${String(1 + (n - 1) / 720).padStart(2, '0')}`)
    const clock = [8 + Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')
    log.push(`[${clock}] <${nicks[(n * n) % nicks.length]}> ${oldLine(n)}`)
  }
  return log
}
