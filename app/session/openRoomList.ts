import type { Roster } from '../../shared/room/roster.ts'
import type { Me } from '../base/me.ts'
import { blockedBy } from '../lobby/model/blocked.ts'
import { followHome } from '../lobby/model/homeFollower.ts'
import { provisionalRoster } from '../lobby/model/provisionalRoster.ts'
import { openSummaries } from '../lobby/model/summaries.ts'
import { ownProfile } from '../people/model/ownProfile.ts'
import type { Connection } from './openConnection.ts'
import type { Identity } from './openIdentity.ts'
import type { Queues } from './openQueues.ts'
import type { DeviceStorage } from './openStorage.ts'

export type RoomList = Awaited<ReturnType<typeof openRoomList>>

/** Opens what the relay lists for this person: their rooms, their profile, and whom they have blocked. */
export const openRoomList = async (
  me: Me,
  {
    storage,
    identity,
    queues,
    connection,
  }: { storage: DeviceStorage; identity: Identity; queues: Queues; connection: Connection },
) => {
  const { outbox, isWaiting } = queues
  const summaries = await openSummaries(storage.store.table('summaries'), storage.tabs)
  const follower = followHome({ me: me.id, documents: connection.documents, summaries, isWaiting })
  const { home, isKnown, lost, missing, unmade } = follower
  const profile = () => ownProfile(me, home(), outbox.acts())
  return {
    summaries,
    home,
    isKnown,
    lost,
    missing,
    unmade,
    blocked: blockedBy(home, outbox),
    /** Tracked. */
    profile,
    /** The roster of a room that was made on this device and that the relay does not know yet. */
    provisional: (room: string): Roster | null => {
      const summary = summaries.find(room)
      return summary && !summary.listed ? provisionalRoster(summary, profile(), identity.publicKey) : null
    },
    close: () => {
      follower.close()
      summaries.close()
    },
  }
}
