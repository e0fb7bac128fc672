import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../relay/config/config.ts'
import type { Seeding } from '../../relay/seed/seeding.ts'
import { withSeeding } from '../../relay/seed/with-seeding.ts'
import { Device } from '../world/device.ts'

/** Somebody with an account, a sign-in session and a device registered to it. */
export interface Seat {
  user: string
  username: string
  /** Bearer token of the session. */
  token: string
  device: Device
}

export const password = 'nine teal kettles, one moon'

/** A folder that is removed when the process ends, whatever the reason. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'yabber-bench-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Fills a relay's data folder before the relay starts. */
export const fill = <T>(folder: string, run: (seeding: Seeding) => Promise<T>): Promise<T> =>
  withSeeding(readConfig(['--data', folder], {}), run)

/** Creates the account directly in the accounts code, without the sign-up limits for strangers. */
export const seat = async (seeding: Seeding, username: string): Promise<Seat> => {
  const { accounts, core } = seeding
  const email = `${username}@example.org`
  const made = await accounts.signUp({ username, name: '', email, password, invitation: '' })
  if ('errors' in made) throw new Error(`no account for ${username}`)
  const token = made.headers.get('set-auth-token')!
  await core.people.put((await accounts.people.byId(made.user))!)
  const device = new Device()
  await core.people.putDevice(made.user, device.publicKey)
  const found = await accounts.sessions.find({ authorization: `Bearer ${token}`, cookie: undefined })
  await accounts.sessions.bindDevice(found!.session, device.idText)
  return { user: made.user, username, token, device }
}
