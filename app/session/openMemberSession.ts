import type { Me } from '../base/me.ts'
import { forgetDrafts } from '../own/forgetDrafts.ts'
import { isMessage } from '../store/journal.ts'
import { forgetPictures } from '../store/pictureCache.ts'
import { documentDatabase } from '../sync/deviceCopy.ts'
import { databasesFrom, deleteDatabase } from '../sync/persistence.ts'
import { followLastSynced } from './followLastSynced.ts'
import type { MemberTold } from './makeAccount.ts'
import { openConnection } from './openConnection.ts'
import { openIdentity } from './openIdentity.ts'
import { openQueues } from './openQueues.ts'
import { openReading } from './openReading.ts'
import { openRoomList } from './openRoomList.ts'
import { openRooms } from './openRooms.ts'
import { openStorage } from './openStorage.ts'
import { openViews } from './openViews.ts'
import { openWriting } from './openWriting.ts'
import { ownThingsOf } from './ownThingsOf.ts'
import type { Saved } from './saved.ts'
import type { Session, Surroundings } from './session.ts'

/**
 * Opens everything that runs on this device for one account. Each step takes only what the steps before it made.
 * `saved`: what the previous session held in memory when its disk data was deleted.
 */
export const openMemberSession = async (
  around: Surroundings,
  me: Me,
  told: MemberTold,
  saved?: Saved,
): Promise<Session> => {
  const user = me.id
  const storage = await openStorage(around, user, saved, told.renewed)
  const { store, tabs, rescue } = storage
  const identity = await openIdentity(around, me, storage, told)
  const queues = await openQueues(around, user, storage, told.expired)
  const { book, outbox, pictures, isHeld, isQueued } = queues
  const isOwn = (document: string, name: string) => name.startsWith(`${identity.device}.`) || isQueued(document, name)
  const connection = await openConnection(around, { user, store, prepare: identity.register, isHeld, isOwn })
  const { socket, documents } = connection
  const roomList = await openRoomList(me, { storage, identity, queues, connection })
  const { summaries, provisional } = roomList
  const reading = await openReading({ user, store, tabs, connection, provisional })
  const writing = openWriting(around, user, { storage, identity, queues, connection, reading })
  const rooms = openRooms(around, user, { storage, queues, connection, roomList, reading, writing })
  const views = openViews(around, me, { queues, connection, roomList, reading, writing, rooms })
  const ownThings = ownThingsOf({
    me: user,
    clock: around.clock,
    storage,
    identity,
    queues,
    connection,
    reading,
    writing,
    rooms,
  })
  const lastSynced = followLastSynced(storage, queues, connection)

  socket.hello.subscribe(outbox.send)
  socket.ended.subscribe(told.expired)
  const { aboveHead } = reading
  const { erasing } = writing
  rescue.watch({ book, outbox, pictures, summaries, knownKeys: rooms.knownKeys, aboveHead, erasing, documents })
  socket.start()
  ownThings.openSoon()
  void saved?.goOn(writing.write)

  const close = async () => {
    rescue.close()
    for (const part of [ownThings, lastSynced, rooms, writing, roomList, queues, reading]) part.close()
    await connection.close()
    storage.close()
  }
  return {
    user,
    ...views,
    own: ownThings.own,
    network: connection.network,
    isConnected: connection.isConnected,
    isTrying: connection.isTrying,
    now: connection.now,
    barrier: connection.barrier,
    waiting: queues.count,
    lastSynced: lastSynced.at,
    wake: () => {
      socket.wake()
      outbox.send()
    },
    signedInAgain: () => {
      socket.start()
      outbox.send()
    },
    hasUnsent: () =>
      queues.count() > 0 || book.notSent().some(isMessage) || writing.erasing.isAny || ownThings.hasUnsent(),
    close,
    forget: async () => {
      await close()
      forgetDrafts(user)
      const databases = (await databasesFrom(documentDatabase(user, ''))) ?? []
      await Promise.all([store.remove(), forgetPictures(), ...databases.map(deleteDatabase)])
    },
  }
}
