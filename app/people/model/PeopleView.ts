import type { Profile, ProfileChange } from '../../../shared/room/profile.ts'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import type { Presence } from '../../room/model/RoomView.ts'
import { viewContext } from '../../ui/reactive/viewContext.ts'
import type { KeyWarning } from './compareKeys.ts'

/** People, including the user. The methods are accessors, as in a Solid component. */
export interface PeopleView {
  /** The user's own profile, including changes that still wait for the relay. Null for a guest. */
  me(): OwnProfile | null
  /** Resolves to a refusal if one comes within a few seconds, else to null. Offline the change waits. */
  change(change: ProfileChange): Promise<RefusalCode | null>
  /** Tracked. Whether others are shown how far the user has read. Kept on this device at once, and agreed on by all. */
  showsRead(): boolean
  setShowsRead(on: boolean): void
  /** Whether a profile change still has to reach the relay. */
  isWaiting(): boolean
  /** Opens the view of a person. Every `open` needs one `close` of the view. */
  open(user: string): PersonView
  /** Device keys for which the relay contradicts what it said before. */
  warnings(): readonly KeyWarning[]
  /** The user has seen the warnings about `user`. From now on, what the relay says about these devices is trusted. */
  accept(user: string): void
}

export type OwnProfile = Profile & { id: string; showsSeen: boolean; strangersInvite: boolean }

export interface PersonView {
  readonly user: string
  readonly isMe: boolean
  phase(): PersonPhase
  profile(): Profile
  /** Null while nothing tells it: no room that both are in has been synced yet, or there is none. */
  presence(): Presence | null
  /** When they were last here. Null if it is not known or they keep it private. */
  seen(): number | null
  /** The rooms that both are in, as far as this device knows. */
  rooms(): readonly SharedRoom[]
  /** Newest first. */
  devices(): readonly PersonDevice[]
  close(): void
}

/** `looking`: nothing is known yet. `offline`: the relay must be asked and cannot be reached. */
export type PersonPhase = 'known' | 'looking' | 'nobody' | 'offline'

export interface SharedRoom {
  id: string
  name: string
  picture: string | null
}

export interface PersonDevice {
  /** Public key, base64url. */
  key: string
  /** A short form of the key that two people can compare. */
  fingerprint: string
  added: number
  ended: number | null
}

export const [PeopleContext, usePeople] = viewContext<PeopleView>()
