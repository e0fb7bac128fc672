import { followed } from '../base/followed.ts'
import { firstOrder } from '../lobby/model/firstOrder.ts'
import { openBackground } from '../lobby/model/openBackground.ts'
import { followRoomLives } from '../lobby/model/roomLives.ts'
import { RoomsAgain } from '../lobby/model/roomsAgain.ts'
import { RoomWatcher } from '../lobby/model/roomWatcher.ts'
import type { KeptParts } from '../lobby/model/threadList.ts'
import { whyStray } from '../lobby/model/whyStray.ts'
import { giveUpStrays } from '../outgoing/giveUpStrays.ts'
import { followsIn, threadKey } from '../own/follows.ts'
import { OwnRoom } from '../own/ownRoom.ts'
import { ReadMarks } from '../own/readMarks.ts'
import { KnownKeys } from '../people/model/knownKeys.ts'
import { watchAttention } from '../presence/attention.ts'
import { OwnPresence } from '../presence/presence.ts'
import { openTelling } from '../room/model/openTelling.ts'
import type { Connection } from './openConnection.ts'
import type { Queues } from './openQueues.ts'
import type { Reading } from './openReading.ts'
import type { RoomList } from './openRoomList.ts'
import type { DeviceStorage } from './openStorage.ts'
import { openThreadList } from './openThreadList.ts'
import type { Writing } from './openWriting.ts'
import type { Surroundings } from './session.ts'

export type Rooms = ReturnType<typeof openRooms>

/**
 * Opens what goes on in this person's rooms: how far they have read, who is here, which rooms stay open, and which are
 * removed from this device.
 */
export const openRooms = (
  { clock }: Surroundings,
  me: string,
  {
    storage: { store, locks, tabs, failed },
    queues: { book, outbox, isWaiting },
    connection: { documents, network, now, socket },
    roomList: { summaries, home, lost, missing, unmade, blocked, profile },
    reading: { segments, live, late, aboveHead },
    writing: { write, delivery, erasing, waiting, again },
  }: {
    storage: DeviceStorage
    queues: Queues
    connection: Connection
    roomList: RoomList
    reading: Reading
    writing: Writing
  },
) => {
  const knownKeys = new KnownKeys({ table: store.table('knownKeys'), now, failed })
  const own = new OwnRoom({ me, documents, segments, book, write })
  const readMarks = new ReadMarks({ own, clock, tabs, intents: store.table('settings') })
  const threadMarks = new ReadMarks({ own, clock, tabs, intents: store.table('settings'), of: 'thread' })
  const order = firstOrder({ summaries, marksOpened: own.opened, clock })
  const attention = watchAttention(globalThis.document ?? null, clock)
  const presence = new OwnPresence({ me, attention, clock })
  const isBlocked = (user: string) => blocked().has(user)
  const telling = openTelling({
    me,
    live,
    own,
    marks: readMarks,
    presence,
    attention,
    isBlocked,
    isWaiting,
    write,
    leads: () => delivery.leads(),
    untold: store.table('settings'),
    clock,
    now,
  })
  const readInThread = (room: string, root: string) => threadMarks.of(threadKey(room, root))
  const reader = { user: me, isBlocked, readInThread }
  const watcher = new RoomWatcher({ me: reader, summaries, live, segments, late, readMarks, presence, clock })
  const follows = followsIn(own)
  const table = store.table<KeptParts>('threads')
  const threadList = openThreadList({ me, isBlocked, segments, live, table, readMarks, threadMarks, follows, clock })
  const background = openBackground({
    me,
    segments,
    live,
    documents,
    table: store.table('activity'),
    visits: store.table('visits'),
    clock,
    arrived: async (document) => {
      watcher.arrived(document)
      await threadList.arrived(document)
    },
    network,
    summaries,
    own,
    readMarks,
    erasing,
    waiting,
    blocked,
  })
  const roomsAgain = new RoomsAgain({ me, documents, outbox, table: store.table('again'), locks, clock, failed })
  const lives = followRoomLives({
    user: me,
    book,
    delivery,
    documents,
    segments,
    live,
    outbox,
    summaries,
    watcher,
    tabs,
    failed,
  })
  const strays = giveUpStrays({
    book,
    delivery,
    why: whyStray({ me, home, summaries, documents, isWaiting }),
    failed,
  })
  const stops = [
    documents.each((document) => document.refused.subscribe(strays.look)),
    followed(home, strays.look),
    live.each((room) => void knownKeys.watch(room)),
    lost.subscribe(({ room, why }) => lives.drop(room, why)),
    missing.subscribe(({ room, keepUntil }) => keepUntil(roomsAgain.ask(room).catch(failed))),
    unmade.subscribe((act) => void outbox.add(act).catch(failed)),
    lives.dropped.subscribe(({ room }) => {
      aboveHead.forget(room)
      erasing.forget(room)
      again.forget(room)
      background.forget(room)
      threadList.forget(room)
      void roomsAgain.forget(room).catch(failed)
    }),
    followed(blocked, () => watcher.countAgain()),
    followed(network, () => network() === 'online' && watcher.visitAll()),
    threadMarks.changed.subscribe(() => watcher.lookAgain()),
    socket.hello.subscribe(background.load),
    // Rooms that the relay does not know yet show the user's current profile.
    followed(profile, () => {
      for (const room of live.all()) if (isWaiting(room.id)) room.look()
    }),
  ]
  return {
    knownKeys,
    own,
    readMarks,
    threadMarks,
    follows,
    threadList: threadList.view,
    threadParts: threadList.partsOf,
    hasOrder: order.isKnown,
    presence,
    telling,
    isBlocked,
    watcher,
    lives,
    activity: background.activity,
    close: () => {
      for (const stop of stops) stop()
      for (const part of [
        background,
        telling,
        readMarks,
        threadMarks,
        threadList,
        own,
        order,
        lives,
        strays,
        watcher,
        presence,
        attention,
        roomsAgain,
      ])
        part.close()
    },
  }
}
