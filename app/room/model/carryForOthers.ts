import { parseDocumentName } from '../../../shared/wire/documents.ts'
import type { Clock } from '../../base/clock.ts'
import type { Shared } from '../../base/shared.ts'
import { Carrier } from '../../sync/carrier.ts'
import type { Documents } from '../../sync/documents.ts'
import { followRestoredRosters } from '../../sync/followRestored.ts'
import type { LiveRoom } from './liveRoom.ts'

/**
 * Sends records of other devices that a relay has lost because it was restored from a backup. Each goes to the segment
 * it was in. Records from segments above the head, and posts whose segment is full, go to the head, and what refers to
 * them follows them.
 */
export const carryForOthers = ({
  me,
  documents,
  live,
  clock,
  chance = Math.random,
}: {
  me: string
  documents: Documents
  live: Shared<LiveRoom>
  clock: Clock
  chance?: () => number
}): { close(): void } => {
  const roomOf = (document: string): string => {
    const parsed = parseDocumentName(document)
    return parsed?.kind === 'segment' ? parsed.room : me
  }
  const carrier = new Carrier({
    documents,
    clock,
    chance,
    above: (document) => {
      const room = live.find(roomOf(document))
      return room?.head?.document.name === document ? room.above.map((segment) => segment.document) : []
    },
    head: (document) => live.find(roomOf(document))?.head?.document ?? null,
  })
  const isDue = ({ id, above }: LiveRoom): boolean => above.length > 0 || carrier.waitsForHead(id)
  const stops = [
    live.each(
      (room) => void room.changed.subscribe(() => room.head && isDue(room) && carrier.look(room.head.document)),
    ),
    followRestoredRosters(documents, (room) => carrier.forgetRefusals(room)),
  ]
  return {
    close: () => {
      for (const stop of stops) stop()
      carrier.close()
    },
  }
}
