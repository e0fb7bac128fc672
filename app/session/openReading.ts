import type { Roster } from '../../shared/room/roster.ts'
import { followed } from '../base/followed.ts'
import { Shared } from '../base/shared.ts'
import { followAboveHead } from '../lobby/model/aboveHead.ts'
import { makeLooks } from '../people/model/makeLooks.ts'
import { LiveRoom } from '../room/model/liveRoom.ts'
import { WarmRooms } from '../room/model/warmRooms.ts'
import { LateMarks } from '../segments/lateMarks.ts'
import { segmentsOf } from '../segments/segments.ts'
import type { LocalStore } from '../store/localStore.ts'
import type { Tabs } from '../store/tabs.ts'
import { verifierInWorker } from '../verify/verifier.ts'
import type { Connection } from './openConnection.ts'

export type Reading = Awaited<ReturnType<typeof openReading>>

/** Opens what turns documents into rooms that can be read. */
export const openReading = async ({
  user,
  store,
  tabs,
  connection,
  provisional,
}: {
  user: string
  store: LocalStore
  tabs: Tabs
  connection: Connection
  provisional(room: string): Roster | null
}) => {
  const { documents, socket } = connection
  const aboveHead = await followAboveHead({ user, table: store.table('aboveHead'), documents, tabs })
  const late = new LateMarks(store.table('late'))
  const segments = segmentsOf(documents, late)
  const { looks, load } = makeLooks(() => import('../../shared/names/look-alikes.ts'))
  const live = new Shared(
    (id) => new LiveRoom(id, { documents, segments, provisional, upTo: aboveHead.upTo, looks }),
    (room) => room.close(),
  )
  const stopLooking = followed(looks, () => {
    for (const room of live.all()) room.look()
  })
  aboveHead.changed.subscribe((room) => live.find(room)?.look())
  socket.hello.subscribe(load)
  load()
  const verifier = verifierInWorker(user)
  const warm = new WarmRooms({ segments, live })
  return {
    segments,
    live,
    late,
    aboveHead,
    warm,
    verifier,
    /** Tracked. */
    looks,
    close: () => {
      stopLooking()
      warm.close()
      aboveHead.close()
      verifier.close()
    },
  }
}
