import { createSignal } from 'solid-js'
import type { Clock } from '../base/clock.ts'
import type { Locks } from '../base/locks.ts'
import type { LobbyView } from '../lobby/model/LobbyView.ts'
import type { KeptPictures } from '../outgoing/keptPictures.ts'
import type { PeopleView } from '../people/model/PeopleView.ts'
import type { RoomView } from '../room/model/RoomView.ts'
import type { StorageTrouble } from '../store/storageTrouble.ts'
import type { Answer, Api } from '../sync/api.ts'
import type { Barrier } from '../sync/barrier.ts'

/** What the whole of a session is made on: the edges of the browser. */
export interface Surroundings {
  api: Api
  clock: Clock
  /** The device's own clock, and a stopwatch that nobody can set; see `RelayTime`. */
  wall(): number
  steady(): number
  chance: () => number
  /** Whether somebody looks at this page. */
  isVisible: () => boolean
  locks: Locks
  WebSocket: new (url: string) => WebSocket
  /** Of the multiplexed socket. */
  socketUrl: string
  /** Asks by HTTP where the socket leads; it changes nothing. */
  askAtSocket(): Promise<Answer>
  trouble(what: StorageTrouble): void
}

/** All that runs for one account, or for a guest, on this device. */
export interface Session {
  /** User id, or `guest`. */
  user: string
  lobby: LobbyView
  people: PeopleView
  pictures: Pick<KeptPictures, 'put'>
  openRoom(id: string): RoomView
  /** The relay's clock, as far as it is known here. */
  now(): number
  network(): 'online' | 'connecting' | 'offline'
  isTrying(): boolean
  barrier(): Barrier | null
  waiting(): number
  lastSynced(): number | null
  /** The network may be back. */
  wake(): void
  /** The relay knows this person again. */
  signedInAgain(): void
  /** What would be lost if this device forgot the account now. */
  hasUnsent(): boolean
  end(): Promise<void>
  /** Ends it and takes all of it off this device. */
  forget(): Promise<void>
}

/** A number kept over restarts, there at once. */
export const keptNumber = (load: Promise<number | undefined>, keep: (value: number) => void) => {
  const [value, setValue] = createSignal<number | null>(null)
  void load.then((kept) => setValue((now) => now ?? kept ?? null)).catch(() => {})
  return {
    value,
    set: (next: number) => {
      setValue(next)
      keep(next)
    },
  }
}
