import { homeName } from '../../shared/wire/documents.ts'
import type { Clock } from '../base/surroundings.ts'
import type { Listener } from '../open-document/listener.ts'
import type { OpenDocument } from '../open-document/open-document.ts'
import type { Store } from '../store/store.ts'
import { OpenWritten } from './open-written.ts'
import type { Writing } from './writing.ts'

/** The homes that somebody has open. What is in a home is in `home.ts`. */
export class OpenHomes {
  readonly #store: Store
  readonly #clock: Clock
  readonly #writing: Writing
  readonly #open = new Map<string, OpenWritten>()

  constructor({ store, clock, writing }: { store: Store; clock: Clock; writing: Writing }) {
    this.#store = store
    this.#clock = clock
    this.#writing = writing
  }

  open(user: string, listener: Listener): OpenDocument {
    const home = this.#open.get(user) ?? this.#make(user)
    this.#open.set(user, home)
    home.audience.add(listener)
    return home
  }

  tell(user: string, update: Uint8Array): void {
    this.#open.get(user)?.tell(update)
  }

  #make(user: string): OpenWritten {
    const home: OpenWritten = new OpenWritten({
      store: this.#store,
      clock: this.#clock,
      writing: this.#writing,
      name: homeName(user),
      left: () => {
        if (home.audience.isEmpty) this.#open.delete(user)
      },
      isMember: (listener) => listener.user === user,
    })
    return home
  }
}
