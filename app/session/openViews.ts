import type { Me } from '../base/me.ts'
import { makeLobby } from '../lobby/model/makeLobby.ts'
import { lateIn } from '../lobby/model/unread/roomCount.ts'
import { makePeople } from '../people/model/makePeople.ts'
import type { Member } from '../room/model/roomParts.ts'
import { isMessage } from '../store/journal.ts'
import type { Connection } from './openConnection.ts'
import type { Queues } from './openQueues.ts'
import type { Reading } from './openReading.ts'
import type { RoomList } from './openRoomList.ts'
import type { Rooms } from './openRooms.ts'
import type { Writing } from './openWriting.ts'
import type { Session, Surroundings } from './session.ts'

/** Opens what the screens read and call. */
export const openViews = (
  { api, clock }: Surroundings,
  me: Me,
  {
    queues: { book, outbox, isWaiting, pictures },
    connection,
    roomList,
    reading,
    writing: { write, waiting, erasing, ends },
    rooms: {
      readMarks,
      threadMarks,
      follows,
      threadParts,
      presence,
      telling,
      lives,
      isBlocked,
      own,
      watcher,
      hasOrder,
      knownKeys,
      threadList,
      activity,
    },
  }: {
    queues: Queues
    connection: Connection
    roomList: RoomList
    reading: Reading
    writing: Writing
    rooms: Rooms
  },
): Pick<Session, 'lobby' | 'people' | 'pictures' | 'roomParts'> => {
  const { network } = connection
  const { summaries, home, isKnown, blocked } = roomList
  const { live, looks } = reading
  const member: Member = {
    me,
    book,
    write,
    waiting,
    erasing,
    ends,
    own,
    readMarks,
    lateUnread: (room) => {
      summaries.all()
      const summary = summaries.find(room)
      return summary ? lateIn(summary.counted) : []
    },
    threadMarks,
    follows,
    threadParts,
    presence,
    telling,
    outbox,
    isWaiting,
    isLost: (room) => summaries.all().some(({ id, lost }) => id === room && lost),
    dropped: lives.dropped,
    isBlocked,
  }
  return {
    lobby: makeLobby({
      me: me.id,
      api,
      clock: { ...clock, now: connection.now },
      outbox,
      summaries,
      watcher,
      network,
      live,
      own,
      readMarks,
      home,
      isKnown,
      hasOrder,
      blocked,
      looks,
      hasWords: (room) => book.notSent().some((one) => one.room === room && isMessage(one)),
      notSent: () => book.notSent().filter(isMessage),
      drop: lives.drop,
      activity,
      threadList,
    }),
    people: makePeople({ me, home, outbox, knownKeys, telling, live, summaries, api, clock, network }),
    pictures,
    roomParts: { ...connection, ...reading, member, api, clock },
  }
}
