import { fromBase64url, toBase64url } from '../../shared/base64url.ts'
import { deviceProofBytes } from '../../shared/record/signing.ts'
import { readRoster } from '../../shared/room/roster.ts'
import { parseDocumentName, rosterName } from '../../shared/wire/documents.ts'
import { Delivery } from '../room/delivery.ts'
import { makeRoom } from '../room/makeRoom.ts'
import { ReadMarks } from '../room/readMarks.ts'
import type { Member } from '../room/roomParts.ts'
import { writeWith } from '../room/write.ts'
import { Attendance } from '../rooms/attendance.ts'
import { dropRoom } from '../rooms/dropRoom.ts'
import { History } from '../rooms/history.ts'
import { followHome } from '../rooms/homeFollower.ts'
import { makeLobby } from '../rooms/makeLobby.ts'
import { isMoot, openOutbox } from '../rooms/outbox.ts'
import { openSummaries, provisionalRoster } from '../rooms/summaries.ts'
import { needIdentity, type Signer } from '../store/identity.ts'
import { entryId } from '../store/journal.ts'
import { openLocalStore } from '../store/localStore.ts'
import { tabsOf } from '../store/tabs.ts'
import { openUnsent } from '../store/unsent.ts'
import { Listeners } from '../sync/listeners.ts'
import { deleteDatabase } from '../sync/persistence.ts'
import { layFoundation } from './foundation.ts'
import { keptNumber, type Session, type Surroundings } from './session.ts'
import type { Me } from './view.ts'

export interface MemberSessionParts {
  me: Me
  around: Surroundings
  /** The relay does not know the sign-in session any more. */
  expired(): void
  /** The relay said who this is now. */
  met(me: Me): void
}

export const openMemberSession = async ({ me, around, expired, met }: MemberSessionParts): Promise<Session> => {
  const { api, clock, locks, trouble } = around
  const store = await openLocalStore(me.id, trouble)
  const tabs = tabsOf(me.id)
  const signer = await needIdentity(store.table('identity'))
  const publicKey = toBase64url(signer.publicKey)
  const failed = (error: unknown) => {
    if (error instanceof DOMException && error.name === 'QuotaExceededError') trouble('full')
    else console.error('storage', error)
  }
  const counts = (entry: { room: string }) => entry.room !== me.id
  const [book, summaries, outbox] = await Promise.all([
    openUnsent({ journal: store.journal, tabs, counts, failed }),
    openSummaries(store.table('summaries'), tabs),
    openOutbox({ user: me.id, table: store.table('outbox'), tabs, api, locks, clock, expired, failed }),
  ])
  const isWaiting = (room: string) => outbox.acts().some(({ act }) => act.do === 'make' && act.room === room)
  const hasWords = (room: string) => book.notSent().some((one) => one.room === room)
  const settings = store.table<number>('settings')
  const synced = keptNumber(settings.get('synced'), (at) => void settings.put('synced', at).catch(() => {}))

  const base = await layFoundation(around, {
    user: me.id,
    store,
    prepare: () => introduce(me, signer, around, met),
    onEnded: expired,
    onHello: () => {
      outbox.send()
      if (book.count() === 0 && outbox.acts().length === 0) synced.set(clock.now())
    },
    isHeld: (name) => {
      const parsed = parseDocumentName(name)
      return (parsed?.kind === 'roster' || parsed?.kind === 'segment') && isWaiting(parsed.room)
    },
    provisional: (room) => {
      const summary = summaries.find(room)
      return summary && !summary.listed ? provisionalRoster(summary, me, publicKey) : null
    },
  })
  const { documents, segments, live, network } = base
  const headOf = async (room: string) => {
    const document = documents.open(rosterName(room))
    await document.loaded
    const { head } = readRoster(document.map.entries())
    void documents.close(document)
    return head
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
    writeAnew: async (entry, body, ref) => {
      const staysThere = entry.room === me.id || ref !== ''
      const segment = staysThere ? entry.segment : await headOf(entry.room)
      return write({ room: entry.room, segment, newest: 0 }, body, ref, { entry: entryId(entry) })
    },
  })
  const write = writeWith({ book, signer, now: base.now, deliver: (entry) => delivery.deliver(entry) })
  const readMarks = new ReadMarks({
    me: me.id,
    documents,
    segments,
    write,
    clock,
    tabs,
    intents: store.table('settings'),
  })
  const attendance = new Attendance({ me: me.id, summaries, live, readMarks, clock })
  const history = new History({ summaries, live, documents, visits: store.table('visits'), clock, network })
  const dropped: Member['dropped'] = new Listeners()

  const forgetRoom = async (room: string, why: Parameters<typeof dropRoom>[1]) => {
    summaries.remove(room)
    attendance.leave(room)
    dropped.tell({ room, why })
    await dropRoom(room, why, { user: me.id, book, delivery, documents, segments, live })
  }
  const drop = (room: string, why: Parameters<typeof dropRoom>[1]) => {
    tabs.tell({ what: 'dropped', room })
    forgetRoom(room, why).catch(failed)
  }
  const stops = [
    followHome({ me: me.id, documents, summaries, isWaiting, lost: (room) => drop(room, 'not-a-member') }),
    tabs.heard.add((word) => word.what === 'dropped' && void forgetRoom(word.room, 'not-a-member').catch(failed)),
    outbox.answered.add(({ act, answer }) => {
      if (act.do === 'make' && answer.ok) begin(act.room, answer.name)
      if (act.do === 'make' && !answer.ok) drop(act.room, answer.code)
      if (act.do === 'leave' && (answer.ok || isMoot(act, answer.code))) drop(act.room, 'not-a-member')
    }),
    book.changed.add(() => {
      if (book.count() === 0 && network() === 'online') synced.set(clock.now())
    }),
  ]
  /** The relay made the room, perhaps under another name. */
  const begin = (room: string, name: string) => {
    const summary = summaries.find(room)
    if (summary && name) summaries.put({ ...summary, name })
    live.find(room)?.look()
    for (const document of documents.all()) if (document.name.startsWith(rosterName(room))) document.release()
  }
  const member: Member = { me, book, write, readMarks, outbox, isWaiting, dropped }
  base.socket.start()

  const end = async () => {
    readMarks.close()
    for (const stop of stops) stop()
    for (const part of [attendance, history, delivery, outbox, summaries, book, tabs]) part.close()
    await base.end()
  }
  return {
    user: me.id,
    lobby: makeLobby({
      api,
      clock,
      outbox,
      summaries,
      attendance,
      network,
      isWaiting,
      hasWords,
      notSent: book.notSent,
    }),
    openRoom: (id) => makeRoom(id, { ...base, member, api, clock }),
    network,
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
      await store.remove()
      const all = (await globalThis.indexedDB?.databases?.().catch(() => [])) ?? []
      for (const { name } of all) if (name?.startsWith(`yabber/${me.id}/`)) await deleteDatabase(name)
    },
  }
}

/** Before the socket opens: does the relay know us, and does it know that this device is ours? */
const introduce = async (me: Me, signer: Signer, { api }: Surroundings, met: (me: Me) => void) => {
  const answer = await api.get('/me')
  if (answer === 'offline' || answer.status >= 500) return 'wait'
  const user = answer.body.user as Me | undefined
  if (answer.status !== 200 || user?.id !== me.id) return 'ended'
  met(user)
  if (answer.body.device === toBase64url(signer.device)) return 'go'
  const publicKey = toBase64url(signer.publicKey)
  const proof = toBase64url(await signer.sign(deviceProofBytes(fromBase64url(me.id), signer.publicKey)))
  const bound = await api.post('/devices', { publicKey, proof })
  return bound !== 'offline' && bound.status === 200 ? 'go' : 'wait'
}
