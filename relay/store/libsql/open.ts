import { openingDatabase } from '../../base/cannot-start.ts'
import { Life } from '../life.ts'
import type { Change, Store } from '../store.ts'
import { statementsOf } from './change.ts'
import { type Connect, connectFile, Database, isBusy } from './database.ts'
import { Removal } from './erase-from-disk.ts'
import { invitationsIn } from './invitations.ts'
import { peopleIn } from './people.ts'
import { picturesIn } from './pictures.ts'
import { recordsIn } from './records.ts'
import { roomsIn } from './rooms.ts'
import { Snapshots } from './snapshots.ts'
import { actsIn } from './tables/acts.ts'
import { documentsIn } from './tables/documents.ts'
import { upkeepIn } from './upkeep.ts'
import { Writer } from './writer.ts'

/** Throws `CannotStart` if the file cannot be used. */
export const openLibsql = (path: string): Promise<LibsqlStore> =>
  openingDatabase(path, () => openConnected(connectFile(path)))

/** `connect` is called again when a connection breaks. */
export const openConnected = async (connect: Connect): Promise<LibsqlStore> =>
  new LibsqlStore(await Database.open(connect))

export class LibsqlStore implements Store {
  readonly life = new Life(Date.now(), Math.random)
  readonly records: Store['records']
  readonly rooms: Store['rooms']
  readonly people: Store['people']
  readonly invitations: Store['invitations']
  readonly documents: Store['documents']
  readonly pictures: Store['pictures']
  readonly acts: Store['acts']
  readonly upkeep: Store['upkeep']
  readonly #database: Database
  readonly #writer: Writer
  readonly #snapshots: Snapshots
  readonly #removal: Removal

  constructor(database: Database) {
    this.#database = database
    this.#writer = new Writer({ write: (changes) => this.#write(changes), wouldMeetAll: isBusy })
    this.#snapshots = new Snapshots(database, this.#writer)
    this.#removal = new Removal(database, this.#writer)
    this.records = recordsIn(database, this.#snapshots)
    this.rooms = roomsIn(database)
    this.people = peopleIn(database)
    this.invitations = invitationsIn(database)
    this.documents = documentsIn(database)
    this.pictures = picturesIn(database, this.#removal.step)
    this.acts = actsIn(database)
    this.upkeep = upkeepIn(database, this.#removal.step)
  }

  commit(change: Change): Promise<void> {
    return this.#writer.commit(change)
  }

  /** Resolves when every commit, snapshot and erasure that was due is on the disk, and erased bytes have left it. */
  async settle(): Promise<void> {
    await this.#writer.idle()
    await this.#removal.settle()
    await this.#writer.idle()
  }

  async close(): Promise<void> {
    await this.settle()
    this.#removal.stop()
    this.#database.close()
  }

  async #write(changes: readonly Change[]): Promise<void> {
    await this.#database.write(statementsOf(changes))
    if (changes.some(({ blank }) => blank?.length)) this.#removal.truncateSoon()
    for (const { seal } of changes) for (const { room, segment } of seal ?? []) this.#snapshots.take(room, segment)
  }
}
