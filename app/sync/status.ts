import type { StorageTrouble } from '../store/storageTrouble.ts'
import type { Barrier } from './barrier.ts'

/** What the app says about the network, this device's storage and its own version. Accessors as in a Solid component. */
export interface StatusView {
  network(): 'online' | 'connecting' | 'offline'
  /** Offline, and the relay is looked for: not where it has signed us out. */
  isTrying(): boolean
  /** Offline although the relay answers: what is between. */
  barrier(): Barrier | null
  /** Looks for it at once. */
  tryNow(): void
  /** Records and acts that the relay has not confirmed yet. */
  waiting(): number
  /** When the relay last confirmed that all was in step; milliseconds since 1970. */
  lastSynced(): number | null
  storage(): StorageTrouble | null
  /** The person has read it. */
  dismissStorage(): void
  /** A new version is installed and waits for the person's word. */
  updateReady(): boolean
  applyUpdate(): void
  /** Present where the browser offers to install the app. */
  install(): (() => Promise<void>) | null
}
