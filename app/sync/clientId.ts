import type { StateVector } from '../../shared/wire/update.ts'
import type { Locks } from '../base/locks.ts'
import type { Table } from '../base/table.ts'

/**
 * Every new Yjs client id costs all who open the document a little, forever. But two tabs with the same id would lose
 * messages. So an id is reused only by the tab that holds its lock, and only once the relay has everything that was
 * written with it. If this device lost its copy, it can't know how much that is: after a restored backup, the relay may
 * have less of it than other devices.
 */
export class ClientId {
  readonly #document: string
  readonly #ids: Table<number>
  #stored: Promise<number | null>
  #release: () => void = () => {}
  #used: number | null = null

  constructor(document: string, { ids, locks, user }: { ids: Table<number>; locks: Locks; user: string }) {
    this.#document = document
    this.#ids = ids
    this.#stored = this.#lock(locks, `yabber/${user}/client/${document}`)
  }

  /** This device's copy is loaded. It has records of these client ids. */
  loaded(clients: ReadonlySet<number>): void {
    this.#stored = this.#stored.then((id) => {
      if (id === null || clients.has(id)) return id
      void this.forget().catch(() => {})
      return null
    })
  }

  /** The id to reuse, or null if the relay and this device do not have the same writes of it. */
  async again(relay: StateVector, localClock: (client: number) => number): Promise<number | null> {
    const id = await this.#stored
    if (id === null || this.#used !== null) return null
    const clock = relay.get(id) ?? 0
    return clock > 0 && clock === localClock(id) ? id : null
  }

  /** Called with every write. The first write decides which id the next session may reuse. */
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

  /** The stored id, or null if another tab has the lock. This tab holds the lock until `release`. */
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
