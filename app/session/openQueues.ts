import { kinds } from '../../shared/record/kinds.ts'
import { parseDocumentName } from '../../shared/wire/documents.ts'
import { waitsForName } from '../lobby/model/roomLives.ts'
import { openKeptPictures } from '../outgoing/keptPictures.ts'
import { openOutbox } from '../outgoing/outbox.ts'
import { openUnsent } from '../outgoing/unsent.ts'
import { entryId, type Unsent } from '../store/journal.ts'
import { keepPicture } from '../store/pictureCache.ts'
import { showPictureFromHere } from '../ui/pictures/pictureUrls.ts'
import type { DeviceStorage } from './openStorage.ts'
import type { Surroundings } from './session.ts'

/** Where an unsigned record has the number of its kind. */
const kindAt = 1

export type Queues = Awaited<ReturnType<typeof openQueues>>

/** Opens what waits on this device to be sent: records in `book`, acts in `outbox`, and pictures. */
export const openQueues = async (
  { api, clock, locks }: Surroundings,
  user: string,
  { store, tabs, failed }: DeviceStorage,
  expired: () => void,
) => {
  // Nobody waits for what tells how far a person has read.
  const counts = ({ room, unsigned }: Pick<Unsent, 'room' | 'unsigned'>) =>
    room !== user && unsigned[kindAt] !== kinds.set
  const show = (hash: string, picture: Blob) => {
    showPictureFromHere(hash, picture)
    keepPicture(hash, picture)
  }
  const pictures = await openKeptPictures({ table: store.table('pictures'), api, show, failed })
  const [book, outbox] = await Promise.all([
    openUnsent({ journal: store.journal, tabs, counts, failed }),
    openOutbox({ user, table: store.table('outbox'), tabs, api, locks, clock, pictures, expired, failed }),
  ])
  const isWaiting = (room: string) =>
    waitsForName(outbox, room) ||
    outbox.acts().some(({ act }) => (act.do === 'make' || act.do === 'direct') && act.room === room)
  return {
    pictures,
    book,
    outbox,
    /** Tracked. The room was made on this device, and the relay does not know it yet. */
    isWaiting,
    /** Whether the document belongs to such a room. */
    isHeld: (document: string) => {
      const parsed = parseDocumentName(document)
      return (parsed?.kind === 'roster' || parsed?.kind === 'segment') && isWaiting(parsed.room)
    },
    /** Whether this record of the document waits to be sent. */
    isQueued: (document: string, name: string) => {
      const parsed = parseDocumentName(document)
      return book.find(entryId({ room: parsed?.kind === 'segment' ? parsed.room : user, name })) !== undefined
    },
    /** Tracked. */
    count: () => book.count() + outbox.acts().length,
    close: () => {
      outbox.close()
      book.close()
    },
  }
}
