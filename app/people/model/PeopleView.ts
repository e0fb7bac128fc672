import type { Profile, ProfileChange } from '../../../shared/room/profile.ts'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import type { Presence } from '../../room/model/RoomView.ts'
import { viewContext } from '../../ui/viewContext.ts'
import type { KeyWarning } from './compareKeys.ts'

/** People, oneself among them. Accessors as in a Solid component. */
export interface PeopleView {
  /** What one says of oneself, what waits for the relay included; null for a guest. */
  me(): OwnProfile | null
  /** Resolves to a refusal that came in good time; offline it waits. */
  change(change: ProfileChange): Promise<RefusalCode | null>
  /** Whether a change is still to reach the relay. */
  isWaiting(): boolean
  /** What is known of somebody. Whoever opened it closes it. */
  open(user: string): PersonView
  /** Where the relay says of somebody's devices what does not fit what it said before. */
  warnings(): readonly KeyWarning[]
  /** The person has seen the warnings about this user: what the relay says now counts from now on. */
  accept(user: string): void
}

export type OwnProfile = Profile & { id: string; showsSeen: boolean; strangersInvite: boolean }

export interface PersonView {
  readonly user: string
  readonly isMe: boolean
  phase(): PersonPhase
  profile(): Profile
  presence(): Presence
  /** When they were here last; null: not known, or theirs alone to know. */
  seen(): number | null
  /** What this device knows of the rooms that both are in. */
  rooms(): readonly SharedRoom[]
  /** The newest first. */
  devices(): readonly PersonDevice[]
  close(): void
}

/** `looking`: nothing is known yet; `offline`: the relay has to be asked and cannot be. */
export type PersonPhase = 'known' | 'looking' | 'nobody' | 'offline'

export interface SharedRoom {
  id: string
  name: string
  picture: string | null
}

export interface PersonDevice {
  /** Public key, base64url. */
  key: string
  /** A few letters of it that two people can compare. */
  fingerprint: string
  added: number
  ended: number | null
}

export const [PeopleContext, usePeople] = viewContext<PeopleView>()
