import type { StateVector } from '../../shared/wire/update.ts'
import type { Locks } from '../base/locks.ts'
import type { Table } from '../base/table.ts'

/**
 * Every new Yjs client id costs all who open the document, for ever; the same id in two tabs loses a message. So an id
 * is used again only by the tab that holds its lock, and only once the relay has everything that was written under it.
 */
export class ClientId {
  readonly #document: string
  readonly #ids: Table<number>
  readonly #stored: Promise<number | null>
  #release: () => void = () => {}
  #used: number | null = null

  constructor(document: string, { ids, locks, user }: { ids: Table<number>; locks: Locks; user: string }) {
    this.#document = document
    this.#ids = ids
    this.#stored = this.#lock(locks, `yabber/${user}/client/${document}`)
  }

  /** The id to go on with, if the relay and this device agree on all that it wrote. */
  async again(relay: StateVector, localClock: (client: number) => number): Promise<number | null> {
    const id = await this.#stored
    if (id === null || this.#used !== null) return null
    const clock = relay.get(id) ?? 0
    return clock > 0 && clock === localClock(id) ? id : null
  }

  /** Called with every write: the first one decides which id the next session may take up. */
  use(id: number): void {
    if (this.#used === id) return
    this.#used = id
    if (this.#release !== noRelease) void this.#ids.put(this.#document, id).catch(() => {})
  }

  forget(): Promise<void> {
    return this.#ids.delete(this.#document)
  }

  release(): void {
    this.#release()
  }

  /** The stored id if this tab got the lock, which it holds until `release`. */
  #lock(locks: Locks, name: string): Promise<number | null> {
    this.#release = noRelease
    if (!locks) return Promise.resolve(null)
    return new Promise((resolve) => {
      const held = locks.request(name, { ifAvailable: true }, async (lock) => {
        if (!lock) return resolve(null)
        const released = new Promise<void>((release) => {
          this.#release = release
        })
        resolve((await this.#ids.get(this.#document).catch(() => undefined)) ?? null)
        await released
      })
      held.catch(() => resolve(null))
    })
  }
}

const noRelease = () => {}
