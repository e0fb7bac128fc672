import { randomBytes } from 'node:crypto'
import type { Act } from '../../shared/room/acts.ts'
import type { Accounts } from '../auth/accounts.ts'
import type { Core } from '../core/core.ts'
import type { Store } from '../store/store.ts'
import type { SeedClock } from './clock.ts'
import { Device } from './device.ts'
import { RoomWriter } from './room-writer.ts'

/** A relay without its HTTP server, for the seeding. */
export interface Seeding extends Rooms {
  accounts: Accounts
  clock: SeedClock
}
export interface Rooms {
  core: Core
  store: Store
  /** How many records fit into a segment before the relay starts a new one. */
  segmentRecords: number
}

/** A user as whom the seeding can write until it ends. */
export interface Hand {
  user: string
  device: Device
}

/** Adds a new device to an account. */
export const bringDevice = async ({ core }: Rooms, user: string): Promise<Hand> => {
  const device = new Device()
  if ((await core.people.putDevice(user, device.publicKey)) !== 'ok')
    throw new Error('a new device key is already in use')
  return { user, device }
}

export const writerFor = ({ core, store, segmentRecords }: Rooms, { user, device }: Hand, room: string): RoomWriter =>
  new RoomWriter({ core, store, device, user, room, segmentRecords })

export const act = async ({ core }: Rooms, user: string, what: Act): Promise<void> => {
  const answer = await core.act(user, randomId(), what)
  if ('error' in answer) throw new Error(`${what.do}: ${answer.error}`)
}

export const randomId = (): string => randomBytes(16).toString('base64url')

/** An error whose message is written for the person who seeds. */
export class CannotSeed extends Error {
  override name = 'CannotSeed'
}
