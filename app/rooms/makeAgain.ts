import { readRoster } from '../../shared/room/roster.ts'
import { rosterName } from '../../shared/wire/documents.ts'
import type { Documents } from '../sync/documents.ts'
import type { Outbox } from './outbox.ts'

/** As many as a room may be made with. */
const mostMembers = 50

/**
 * Asks the relay for a room again that a backup lacks: the owner's device by its roster here, of a conversation anybody's.
 * Whoever was in it then brings what they wrote, as after every break of the network.
 */
export const makeAgain = async (
  room: string,
  { me, documents, outbox }: { me: string; documents: Documents; outbox: Pick<Outbox, 'add'> },
): Promise<void> => {
  const document = documents.open(rosterName(room))
  await document.loaded
  const { kind, name, topic, visibility, members } = readRoster(document.map.entries())
  void documents.close(document)
  const others = [...members].filter(([user, { role }]) => user !== me && role !== null).map(([user]) => user)
  if (kind === 'direct' && others.length > 0) await outbox.add({ do: 'direct', room, users: others })
  else if (members.get(me)?.role === 'owner')
    await outbox.add({ do: 'make', room, name, topic, visibility, members: others.slice(0, mostMembers) })
}
