import type { Listener } from '../open-document/listener.ts'
import type { StoredPeople } from '../store/people.ts'
import type { Identity } from './socket.ts'

/** Who writes over a connection. It is looked up once, when the first document is opened. */
export class Authorship {
  readonly #people: Pick<StoredPeople, 'device'>
  readonly #who: Identity
  #author: Promise<Listener['author']> | null = null

  constructor(people: Pick<StoredPeople, 'device'>, who: Identity) {
    this.#people = people
    this.#who = who
  }

  get user(): string | null {
    return this.#who.user
  }

  author(): Promise<Listener['author']> {
    this.#author ??= this.#lookUp()
    return this.#author
  }

  /** The device counts only if the store knows it as this user's and the user has not removed it. */
  async #lookUp(): Promise<Listener['author']> {
    const { user, device } = this.#who
    const row = user !== null && device !== null ? await this.#people.device(device) : null
    return row && row.user === user && row.ended === null ? { user, device: row.id, publicKey: row.publicKey } : null
  }
}
