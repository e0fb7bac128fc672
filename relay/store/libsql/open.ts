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

export interface LibsqlStore extends Store {
  /** Resolves when every commit, snapshot and erasure that was due is on the disk, and erased bytes have left it. */
  settle(): Promise<void>
}

/** Throws `CannotStart` if the file cannot be used. */
export const openLibsql = (path: string): Promise<LibsqlStore> =>
  openingDatabase(path, () => openConnected(connectFile(path)))

/** `connect` is called again when a connection breaks. */
export const openConnected = async (connect: Connect): Promise<LibsqlStore> => storeIn(await Database.open(connect))

const storeIn = (database: Database): LibsqlStore => {
  const writer = new Writer({ write, wouldMeetAll: isBusy })
  const snapshots = new Snapshots(database, writer)
  const removal = new Removal(database, writer)
  return {
    life: new Life(Date.now(), Math.random),
    commit: (change) => writer.commit(change),
    records: recordsIn(database, snapshots),
    rooms: roomsIn(database),
    people: peopleIn(database),
    invitations: invitationsIn(database),
    documents: documentsIn(database),
    pictures: picturesIn(database, removal.step),
    acts: actsIn(database),
    upkeep: upkeepIn(database, removal.step),
    settle,
    async close() {
      await settle()
      removal.stop()
      database.close()
    },
  }

  async function write(changes: readonly Change[]): Promise<void> {
    await database.write(statementsOf(changes))
    if (changes.some(({ blank }) => blank?.length)) removal.truncateSoon()
    for (const { seal } of changes) for (const { room, segment } of seal ?? []) snapshots.take(room, segment)
  }

  async function settle(): Promise<void> {
    await writer.idle()
    await removal.settle()
    await writer.idle()
  }
}
