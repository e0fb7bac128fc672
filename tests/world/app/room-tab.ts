import { createSignal } from 'solid-js'
import { onTestFinished } from 'vitest'
import { Keyed } from '../../../app/base/keyed.ts'
import { Listeners } from '../../../app/base/listeners.ts'
import type { Position } from '../../../app/base/position.ts'
import { Shared } from '../../../app/base/shared.ts'
import { type Table, tableInMemory } from '../../../app/base/table.ts'
import { Erasing } from '../../../app/outgoing/erasing.ts'
import type { Outbox } from '../../../app/outgoing/outbox.ts'
import { WaitingActs } from '../../../app/outgoing/waitingActs.ts'
import { followsIn } from '../../../app/own/follows.ts'
import { LiveRoom } from '../../../app/room/model/liveRoom.ts'
import { makeRoom } from '../../../app/room/model/makeRoom.ts'
import type { Member } from '../../../app/room/model/roomParts.ts'
import type { PlacedPart } from '../../../app/room/model/threadParts.ts'
import { LateMarks } from '../../../app/segments/lateMarks.ts'
import { segmentsOf } from '../../../app/segments/segments.ts'
import type { DueErasure } from '../../../app/store/journal.ts'
import { toBase64url } from '../../../shared/base64url.ts'
import { looks } from '../../../shared/names/look-alikes.ts'
import { type Body, kinds, writeBody } from '../../../shared/record/kinds.ts'
import { recordName } from '../../../shared/record/name.ts'
import { withSignature, writeUnsigned } from '../../../shared/record/record.ts'
import { deviceId } from '../../../shared/record/signed-bytes.ts'
import { type ReadMark, readBack, readOn } from '../../../shared/room/read-mark.ts'
import type { Role } from '../../../shared/room/roles.ts'
import { readRoster, rosterEntries } from '../../../shared/room/roster.ts'
import { rosterName, segmentName } from '../../../shared/wire/documents.ts'
import { FakeRelay } from './fake-relay.ts'
import { makeDevice, openTab, room } from './sending-tab.ts'
import { until } from './until.ts'

interface Written {
  name: string
  bytes: Uint8Array
}

/** Somebody who writes without signing: nothing in these tests checks signatures. */
class Author {
  readonly publicKey: Uint8Array
  readonly device: Uint8Array
  #seq = 0

  constructor(number: number) {
    this.publicKey = new Uint8Array(32).fill(number)
    this.device = deviceId(this.publicKey)
  }

  write(body: Body, ref = ''): Written {
    const seq = ++this.#seq
    const place = { device: this.device, seq, prev: new Uint8Array(16), epoch: 0, time: 2_000_000 + seq, ref }
    const unsigned = writeUnsigned({ kind: kinds[body.kind], ...place, body: writeBody(body) })
    return { name: recordName(this.device, seq), bytes: withSignature(unsigned, new Uint8Array(64)) }
  }

  post(text: string): Written {
    return this.write({ kind: 'post', text })
  }
}

/** A room on a fake relay, with the person at the tab and two others, who write to the relay directly. */
export const makeRoomStage = async (role: Role = 'member') => {
  const relay = new FakeRelay()
  const device = await makeDevice()
  const kept: Table<DueErasure> = tableInMemory()
  const others = { olga: new Author(1), milo: new Author(2) }
  const member = (name: string, role: Role, publicKey: Uint8Array) => ({
    name,
    username: name.toLowerCase(),
    role,
    spans: [[1, null]] as [number, number | null][],
    devices: [{ key: toBase64url(publicKey), added: 1 }],
  })
  const members = new Map([
    [device.user, member('Ann', role, device.signer.publicKey)],
    ['olga', member('Olga', 'owner', others.olga.publicKey)],
    ['milo', member('Milo', 'member', others.milo.publicKey)],
  ])
  const change = (facts: Partial<ReturnType<typeof readRoster>> = {}) => {
    const roster = { ...readRoster([]), name: 'Garden', made: 1, members, ...facts }
    const doc = relay.document(rosterName(room))
    doc.once('update', (update: Uint8Array) => relay.say(rosterName(room), { type: 'update', update }))
    doc.transact(() => {
      for (const [key, value] of rosterEntries(roster)) doc.getMap('roster').set(key, value)
    })
  }
  change()
  /** Puts what somebody else wrote on the relay, which tells everybody. */
  const hear = async ({ name, bytes }: Written, segment = 1) => {
    const doc = relay.document(segmentName(room, segment))
    doc.once('update', (update: Uint8Array) => relay.say(segmentName(room, segment), { type: 'update', update }))
    doc.getMap('log').set(name, bytes)
    return name
  }
  return { relay, device, kept, members, change, hear, ...others }
}
export type RoomStage = Awaited<ReturnType<typeof makeRoomStage>>

const nothing = { subscribe: () => () => {} }

/** How far the person has read, with no records of it. */
const marksInMemory = () => {
  const kept = new Keyed<ReadMark>()
  return {
    isReady: () => true,
    of: (key: string) => kept.get(key) ?? null,
    mark: (key: string, upTo: Position, late?: number) => kept.set(key, readOn(kept.peek(key) ?? null, upTo, late)),
    markUnread: (key: string, after: Position, at: number) =>
      kept.set(key, readBack(kept.peek(key) ?? null, after, at)),
    changed: nothing,
    writeDown: () => {},
  }
}

/** The room on screen, in one tab of the device. It has real documents, a real journal and real deliveries. */
export const openRoomTab = async (
  { relay, device, kept }: Pick<RoomStage, 'relay' | 'device' | 'kept'>,
  outbox: Pick<Outbox, 'acts' | 'answered'> = { acts: () => [], answered: new Listeners() },
) => {
  const tab = await openTab(relay, device)
  const { documents, book, delivery, tabs, clock, write } = tab
  const late = new LateMarks(tableInMemory())
  const segments = segmentsOf(documents, late)
  const live = new Shared(
    (id) => new LiveRoom(id, { documents, segments, provisional: () => null, upTo: () => 0, looks: () => looks }),
    (open) => open.close(),
  )
  const waiting = new WaitingActs(book)
  const newestSent = async () => 0
  const failed = (error: unknown) => {
    throw error
  }
  const erasing = new Erasing({ table: kept, tabs, clock, delivery, ends: { newestSent }, write, failed })
  const readMarks = marksInMemory()
  const threadMarks = marksInMemory()
  const settings = new Keyed<unknown>()
  const own = { of: (key: string) => settings.get(key), set: (key: string, value: unknown) => settings.set(key, value) }
  const tells = createSignal(true)
  const reading = { moves: 0, open: 0 }
  /** Counts what the view reports, and tells nobody. */
  const telling = {
    shows: tells[0],
    setShows: (on: boolean) => tells[1](on),
    show: () => {
      reading.open++
      return { readOn: () => reading.moves++, close: () => reading.open-- }
    },
  }
  const member = {
    me: { id: device.user, username: 'ann', name: 'Ann', admin: false },
    book,
    write,
    waiting,
    erasing,
    ends: { headOf: async () => 1, newestSent },
    own,
    readMarks,
    lateUnread: () => [],
    threadMarks,
    follows: followsIn(own),
    threadParts: (_: string, root: string) => threadParts.get(root) ?? null,
    presence: { show: () => ({ typed: () => {}, stoppedTyping: () => {}, close: () => {} }) },
    telling,
    outbox,
    isWaiting: () => false,
    isLost: () => false,
    dropped: nothing,
    isBlocked: (user: string) => blocked.has(user),
  } as unknown as Member
  const blocked = new Set<string>()
  /** What is kept of the threads of the room. */
  const threadParts = new Keyed<readonly PlacedPart[]>()
  const view = makeRoom(room, {
    member,
    live,
    segments,
    warm: { warm: () => {} },
    verifier: { verify: async () => null, close: () => {} },
    late,
    api: {} as never,
    clock,
    now: () => relay.time,
    network: () => 'online',
  })
  let isOpen = true
  const close = async () => {
    if (!isOpen) return
    isOpen = false
    view.close()
    erasing.close()
    waiting.close()
    await tab.close()
  }
  onTestFinished(close)
  await until(() => view.phase().name === 'open')
  const message = (text: string) => {
    const found = view.messages().find((one) => one.text === text)
    if (!found) throw new Error(`no message says ${text}`)
    return found
  }
  const texts = () => view.messages().map(({ text }) => text)
  const shows = (...expected: string[]) => until(() => texts().join('|') === expected.join('|'))
  return {
    ...tab,
    view,
    live,
    segments,
    blocked,
    telling,
    reading,
    readMarks,
    threadMarks,
    threadParts,
    message,
    texts,
    shows,
    waiting,
    erasing,
    close,
  }
}
