import type { StorageTrouble } from '../store/storageTrouble.ts'
import type { Barrier } from './barrier.ts'
import type { Network } from './network.ts'

/**
 * What the app shows about the network, this device's storage and its own version. The methods are accessors, as in a
 * Solid component.
 */
export interface StatusView {
  /** Also `online` while nothing has needed the relay yet. */
  network(): Network
  /** True while the relay is connected. */
  isConnected(): boolean
  /** True while offline and reconnecting. False after the relay has signed us out. */
  isTrying(): boolean
  /** Why we are offline although the relay answers. */
  barrier(): Barrier | null
  /** Tries to reconnect at once. */
  tryNow(): void
  /** Records and acts that the relay has not confirmed yet. */
  waiting(): number
  /** When the relay last confirmed that everything was in step. Milliseconds since 1970. */
  lastSynced(): number | null
  storage(): StorageTrouble | null
  /** Hides the storage warning that the user has read. */
  dismissStorage(): void
  /** A new version is installed and waits for the user to apply it. */
  updateReady(): boolean
  applyUpdate(): void
  /** Null if the browser does not offer to install the app. */
  install(): (() => Promise<void>) | null
}
