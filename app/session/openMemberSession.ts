import { toBase64url } from '../../shared/base64url.ts'
import { readRoster } from '../../shared/room/roster.ts'
import { parseDocumentName, rosterName, segmentName, selfName } from '../../shared/wire/documents.ts'
import { followed } from '../base/followed.ts'
import type { Me } from '../base/me.ts'
import { tableInMemory } from '../base/table.ts'
import { blockedBy } from '../lobby/model/blocked.ts'
import { firstOrder } from '../lobby/model/firstOrder.ts'
import { History } from '../lobby/model/history.ts'
import { followHome } from '../lobby/model/homeFollower.ts'
import { makeLobby } from '../lobby/model/makeLobby.ts'
import { provisionalRoster } from '../lobby/model/provisionalRoster.ts'
import { followRoomLives, waitsForName } from '../lobby/model/roomLives.ts'
import { RoomsAgain } from '../lobby/model/roomsAgain.ts'
import { RoomWatcher } from '../lobby/model/roomWatcher.ts'
import { openSummaries } from '../lobby/model/summaries.ts'
import { Delivery } from '../outgoing/delivery.ts'
import { openKeptPictures } from '../outgoing/keptPictures.ts'
import { openOutbox } from '../outgoing/outbox.ts'
import { openUnsent } from '../outgoing/unsent.ts'
import { writeWith } from '../outgoing/write.ts'
import { OwnRoom } from '../own/ownRoom.ts'
import { ReadMarks } from '../own/readMarks.ts'
import { KnownKeys } from '../people/model/knownKeys.ts'
import { makePeople } from '../people/model/makePeople.ts'
import { ownProfile } from '../people/model/ownProfile.ts'
import { watchAttention } from '../presence/attention.ts'
import { OwnPresence } from '../presence/presence.ts'
import { carryForOthers } from '../room/model/carryForOthers.ts'
import { forgetDrafts } from '../room/model/draft.ts'
import { makeRoom } from '../room/model/makeRoom.ts'
import { OfferAgain } from '../room/model/offerAgain.ts'
import type { Member } from '../room/model/roomParts.ts'
import { newestIn } from '../segments/newestIn.ts'
import { needIdentity, renewIdentity } from '../store/identity.ts'
import { entryId } from '../store/journal.ts'
import { openLocalStore } from '../store/localStore.ts'
import { forgetPictures, keepPicture } from '../store/pictureCache.ts'
import { tabsOf } from '../store/tabs.ts'
import { documentDatabase } from '../sync/openDocument.ts'
import { databasesFrom, deleteDatabase } from '../sync/persistence.ts'
import { showPictureFromHere } from '../ui/pictureUrls.ts'
import { type Foundation, layFoundation } from './foundation.ts'
import type { MemberTold } from './makeAccount.ts'
import { registerDevice } from './registerDevice.ts'
import { putBack, Rescue, type Saved } from './saved.ts'
import { keptNumber, type Session, type Surroundings } from './session.ts'

export interface MemberSessionParts extends MemberTold {
  me: Me
  around: Surroundings
  /** What the previous session held in memory when its disk data was deleted. */
  saved?: Saved | undefined
}

export const openMemberSession = async ({ me, around, saved, ...told }: MemberSessionParts): Promise<Session> => {
  const { api, clock, locks, trouble } = around
  const { expired } = told
  const rescue = new Rescue(clock, (again) => told.renewed(again))
  const store = await openLocalStore(me.id, trouble, () => rescue.begin())
  const tabs = tabsOf(me.id)
  const failed = (error: unknown) => {
    if (error instanceof DOMException && error.name === 'QuotaExceededError') trouble('full')
    else console.error('storage on this device failed:', error)
  }
  if (saved) {
    try {
      await putBack(saved, store)
      tabs.tell({ what: 'put-back' })
    } catch (error) {
      // The previous session still holds this data, and opening is tried again later.
      failed(error)
      rescue.end()
      tabs.close()
      store.close()
      throw error
    }
  }
  const signer = await needIdentity(store.table('identity')).catch((error) => {
    // The disk has no space for a key, so this tab signs with a key that lasts as long as the tab.
    failed(error)
    return needIdentity(tableInMemory())
  })
  const publicKey = toBase64url(signer.publicKey)
  const counts = (entry: { room: string }) => entry.room !== me.id
  const show = (hash: string, picture: Blob) => {
    showPictureFromHere(hash, picture)
    keepPicture(hash, picture)
  }
  const pictures = await openKeptPictures({ table: store.table('pictures'), api, show, failed })
  const [book, summaries, outbox] = await Promise.all([
    openUnsent({ journal: store.journal, tabs, counts, failed }),
    openSummaries(store.table('summaries'), tabs),
    openOutbox({ user: me.id, table: store.table('outbox'), tabs, api, locks, clock, pictures, expired, failed }),
  ])
  const isWaiting = (room: string) =>
    waitsForName(outbox, room) ||
    outbox.acts().some(({ act }) => (act.do === 'make' || act.do === 'direct') && act.room === room)
  const hasWords = (room: string) => book.notSent().some((one) => one.room === room)
  const settings = store.table<number>('settings')
  const synced = keptNumber(settings.get('synced'), (at) => void settings.put('synced', at).catch(() => {}))

  const profile = () => ownProfile(me, home(), outbox.acts())
  const pins: KnownKeys = new KnownKeys({ table: store.table('pins'), now: () => base.now(), failed })
  let isOver = false
  const base: Foundation = await layFoundation(around, {
    user: me.id,
    store,
    tabs,
    prepare: async () => {
      const how = await registerDevice(me, signer, api, told)
      if (how !== 'device-ended') return how
      await renewIdentity(store.table('identity'), signer, locks)
      if (!isOver) told.renewed()
      isOver = true
      return 'wait'
    },
    onEnded: expired,
    onHello: () => {
      outbox.send()
      if (book.count() === 0 && outbox.acts().length === 0) synced.set(base.now())
    },
    isHeld: (name) => {
      const parsed = parseDocumentName(name)
      return (parsed?.kind === 'roster' || parsed?.kind === 'segment') && isWaiting(parsed.room)
    },
    onRoom: (room) => void pins.watch(room),
    provisional: (room) => {
      const summary = summaries.find(room)
      return summary && !summary.listed ? provisionalRoster(summary, profile(), publicKey) : null
    },
  })
  const { documents, segments, live, network } = base
  const rosterOf = async (room: string) => {
    const document = documents.open(rosterName(room))
    await document.loaded
    const roster = readRoster(document.map.entries())
    void documents.close(document)
    return roster
  }
  const headOf = async (room: string) => (await rosterOf(room)).head
  /** Looks only at records that the relay has, because unsent ones can have any time. */
  const newestSent = async (room: string, number: number) => {
    const name = room === me.id ? selfName(room, number) : segmentName(room, number)
    const segment = segments.open(name)
    await segment.document.loaded
    const isSent = (record: string) => book.find(entryId({ room, name: record })) === undefined
    const newest = newestIn(room === me.id ? { segments: new Map() } : await rosterOf(room), [segment], isSent)
    void segments.close(name, segment)
    return newest
  }
  const delivery: Delivery = new Delivery({
    me: me.id,
    signer,
    book,
    documents,
    tabs,
    locks,
    clock,
    headOf,
    writeAnew: async (entry, body, ref, after) => {
      const staysThere = entry.room === me.id || ref !== ''
      const segment = staysThere ? entry.segment : await headOf(entry.room)
      const newest = Math.max(after, await newestSent(entry.room, segment))
      return write({ room: entry.room, segment, newest, isAnew: true }, body, ref, {
        entry: entryId(entry),
      })
    },
  })
  const carrier = carryForOthers({ me: me.id, device: toBase64url(signer.device), book, documents, live, clock })
  const write = rescue.writes(writeWith({ book, signer, now: base.now, deliver: (entry) => delivery.deliver(entry) }))
  tabs.heard.subscribe(({ what }) => what === 'put-back' && rescue.putBackElsewhere())
  const again = new OfferAgain({ device: toBase64url(signer.device), book, documents, live, delivery, failed })
  rescue.watch({ book, outbox, pictures, summaries, pins, aboveHead: base.aboveHead, documents })
  const own = new OwnRoom({ me: me.id, documents, segments, write })
  const order = firstOrder({ summaries, marksOpened: own.opened, clock })
  const readMarks = new ReadMarks({
    own,
    clock,
    tabs,
    intents: store.table('settings'),
  })
  const reader = { user: me.id, isBlocked: (user: string) => blocked().has(user) }
  const attention = watchAttention(globalThis.document ?? null, clock)
  const presence = new OwnPresence({ me: me.id, attention, clock })
  const attendance = new RoomWatcher({ me: reader, summaries, live, readMarks, presence, clock })
  const history = new History({ summaries, live, documents, visits: store.table('visits'), clock, network })
  const roomsAgain = new RoomsAgain({ me: me.id, documents, outbox, table: store.table('again'), locks, clock, failed })
  const lives = followRoomLives({
    user: me.id,
    book,
    delivery,
    documents,
    segments,
    live,
    outbox,
    summaries,
    attendance,
    tabs,
    failed,
  })
  const {
    home,
    isKnown,
    stop: stopHome,
  } = followHome({
    me: me.id,
    documents,
    summaries,
    isWaiting,
    lost: lives.drop,
    missing: (room) => void roomsAgain.ask(room).catch(failed),
  })
  const blocked = blockedBy(home, outbox)
  const stops = [
    lives.dropped.subscribe(({ room }) => base.aboveHead.forget(room)),
    stopHome,
    order.stop,
    lives.stop,
    lives.dropped.subscribe(({ room }) => void roomsAgain.forget(room).catch(failed)),
    followed(blocked, () => attendance.lookAgain()),
    // Rooms that the relay does not know yet show the user's current profile.
    followed(profile, () => {
      for (const room of live.all()) if (isWaiting(room.id)) room.look()
    }),
    book.changed.subscribe(() => {
      if (book.count() === 0 && network() === 'online') synced.set(base.now())
    }),
  ]
  const member: Member = {
    me,
    book,
    write,
    readMarks,
    presence,
    outbox,
    isWaiting,
    isLost: (room) => summaries.all().some(({ id, lost }) => id === room && lost),
    dropped: lives.dropped,
    isBlocked: reader.isBlocked,
  }
  base.socket.start()
  void saved?.goOn(write)

  const end = async () => {
    rescue.end()
    readMarks.close()
    own.close()
    for (const stop of stops) stop()
    for (const part of [
      attendance,
      presence,
      attention,
      history,
      again,
      carrier,
      roomsAgain,
      delivery,
      outbox,
      summaries,
      book,
      tabs,
    ])
      part.close()
    await base.end()
  }
  return {
    user: me.id,
    lobby: makeLobby({
      me: me.id,
      api,
      clock: { ...clock, now: base.now },
      outbox,
      summaries,
      attendance,
      network,
      live,
      own,
      home,
      isKnown,
      hasOrder: order.isKnown,
      blocked,
      looks: base.looks,
      hasWords,
      notSent: book.notSent,
      drop: lives.drop,
    }),
    people: makePeople({ me, home, outbox, pins, live, summaries, api, clock, network }),
    pictures,
    openRoom: (id) => makeRoom(id, { ...base, member, api, clock }),
    network,
    isTrying: base.isTrying,
    now: base.now,
    barrier: base.barrier,
    waiting: () => book.count() + outbox.acts().length,
    lastSynced: synced.value,
    wake: () => {
      base.socket.wake()
      outbox.send()
    },
    signedInAgain: () => {
      base.socket.start()
      outbox.send()
    },
    hasUnsent: () => book.count() > 0 || book.notSent().length > 0 || outbox.acts().length > 0,
    end,
    forget: async () => {
      await end()
      forgetDrafts(me.id)
      const documents = (await databasesFrom(documentDatabase(me.id, ''))) ?? []
      await Promise.all([store.remove(), forgetPictures(), ...documents.map(deleteDatabase)])
    },
  }
}
