import type { Clock } from '../base/clock.ts'
import type { Locks } from '../base/locks.ts'
import type { LobbyView } from '../lobby/model/LobbyView.ts'
import type { OwnView } from '../lobby/model/ownContext.ts'
import type { KeptPictures } from '../outgoing/keptPictures.ts'
import type { PeopleView } from '../people/model/PeopleView.ts'
import type { RoomParts } from '../room/model/roomParts.ts'
import type { StorageTrouble } from '../store/storageTrouble.ts'
import type { Answer, Api } from '../sync/api.ts'
import type { Barrier } from '../sync/barrier.ts'

/** The interfaces to the browser that a session is built on. */
export interface Surroundings {
  api: Api
  clock: Clock
  /** The device's own clock, which can be changed, and a stopwatch that nobody can set. See `RelayTime`. */
  wall(): number
  steady(): number
  chance: () => number
  /** Whether this page is visible. */
  isVisible: () => boolean
  locks: Locks
  WebSocket: new (url: string) => WebSocket
  /** Address of the multiplexed socket. */
  socketUrl: string
  /** Sends an HTTP request to the socket's address. It changes nothing. */
  askAtSocket(): Promise<Answer>
  trouble(what: StorageTrouble): void
}

/** Everything that runs on this device for one account or for a guest. */
export interface Session {
  /** User id, or `guest`. */
  user: string
  lobby: LobbyView
  people: PeopleView
  pictures: Pick<KeptPictures, 'put'>
  /** What its rooms are opened with, once one is on screen. */
  roomParts: RoomParts
  own: OwnView
  /** The relay's time, as well as it is known here. */
  now(): number
  network(): 'online' | 'connecting' | 'offline'
  isConnected(): boolean
  isTrying(): boolean
  barrier(): Barrier | null
  waiting(): number
  lastSynced(): number | null
  /** Called when the network may be back. */
  wake(): void
  /** Called when the same user has signed in again. */
  signedInAgain(): void
  /** Whether data would be lost if this device deleted the account now. */
  hasUnsent(): boolean
  close(): Promise<void>
  /** Closes the session and deletes all its data from this device. */
  forget(): Promise<void>
}
