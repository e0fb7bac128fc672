import { type Accessor, createSignal } from 'solid-js'
import type { Looks } from '../../shared/names/looks.ts'
import type { Roster } from '../../shared/room/roster.ts'
import { followed } from '../base/followed.ts'
import { Shared } from '../base/shared.ts'
import type { Table } from '../base/table.ts'
import { type AboveHead, followAboveHead } from '../lobby/model/aboveHead.ts'
import { makeLooks } from '../people/model/makeLooks.ts'
import { LiveRoom } from '../room/model/liveRoom.ts'
import { LateMarks } from '../segments/lateMarks.ts'
import { type Segments, segmentsOf } from '../segments/segments.ts'
import type { LocalStore } from '../store/localStore.ts'
import type { Tabs } from '../store/tabs.ts'
import { BarrierWatch } from '../sync/barrier.ts'
import { Documents } from '../sync/documents.ts'
import { RelayTime, type RelayTimeParts } from '../sync/relayTime.ts'
import { type Readiness, Socket } from '../sync/socket.ts'
import type { StatusView } from '../sync/status.ts'
import { type Verifier, verifierInWorker } from '../verify/verifier.ts'
import type { Surroundings } from './session.ts'

/** The parts that guest sessions and member sessions share. */
export interface Foundation {
  store: LocalStore
  socket: Socket
  documents: Documents
  segments: Segments
  live: Shared<LiveRoom>
  late: LateMarks
  aboveHead: AboveHead
  verifier: Verifier
  /** Tracked. */
  looks: Accessor<Looks>
  /** The relay's time, as well as it is known here. */
  now(): number
  network: StatusView['network']
  isTrying: StatusView['isTrying']
  barrier: StatusView['barrier']
  end(): Promise<void>
}

export interface FoundationParts {
  user: string
  store: LocalStore
  tabs: Tabs
  prepare(): Promise<Readiness>
  onEnded(): void
  onHello(): void
  isHeld(document: string): boolean
  provisional(room: string): Roster | null
  /** Called when this tab opens a room. */
  onRoom(room: LiveRoom): void
}

const [offsetKey, heardKey] = ['clock-offset', 'clock-heard']

export const layFoundation = async (around: Surroundings, parts: FoundationParts): Promise<Foundation> => {
  const { user, store, prepare, onEnded, isHeld, provisional, onRoom } = parts
  const { clock } = around
  const time: RelayTime = new RelayTime({
    wall: around.wall,
    steady: around.steady,
    isConnected: () => socket.state() === 'open',
    ...(await keptTime(store.table('settings'))),
  })
  const { looks, load: loadLooks } = makeLooks(() => import('../../shared/names/look-alikes.ts'))
  const [hasFailed, setHasFailed] = createSignal(false)

  const barriers = new BarrierWatch(around.askAtSocket)
  const socket = new Socket({
    url: around.socketUrl,
    WebSocket: around.WebSocket,
    clock,
    deviceTime: around.wall,
    chance: around.chance,
    isVisible: around.isVisible,
    prepare,
    onEnded,
    onHello: (told) => {
      time.hear(told)
      setHasFailed(false)
      barriers.over()
      loadLooks()
      parts.onHello()
    },
    onFailed: (why) => {
      setHasFailed(true)
      barriers.failed(why)
    },
  })
  const documents = new Documents(
    { user, socket, clock, locks: around.locks, clientIds: store.table('clientIds'), trouble: around.trouble },
    isHeld,
  )
  const aboveHead = await followAboveHead({ user, table: store.table('aboveHead'), documents, tabs: parts.tabs })
  const late = new LateMarks(store.table('late'))
  const segments = segmentsOf(documents, late)
  const live = new Shared(
    (id) => {
      const room = new LiveRoom(id, { documents, segments, provisional, upTo: aboveHead.upTo, looks })
      onRoom(room)
      return room
    },
    (room) => room.end(),
  )
  const stopLooking = followed(looks, () => {
    for (const room of live.all()) room.look()
  })
  loadLooks()
  aboveHead.changed.subscribe((room) => live.find(room)?.look())
  const verifier = verifierInWorker(user)

  return {
    store,
    socket,
    documents,
    segments,
    live,
    late,
    aboveHead,
    verifier,
    looks,
    now: () => time.now(),
    network: () => networkOf(socket.state(), hasFailed()),
    barrier: () => barriers.barrier(),
    isTrying: () => socket.state() === 'connecting' || socket.state() === 'broken',
    end: async () => {
      stopLooking()
      socket.stop()
      aboveHead.stop()
      verifier.close()
      await documents.closeAll()
      store.close()
    },
  }
}

const keptTime = async (settings: Table<number>): Promise<Pick<RelayTimeParts, 'before' | 'keep'>> => {
  const [offset, heard] = await Promise.all([settings.get(offsetKey), settings.get(heardKey)]).catch(() => [])
  return {
    before: offset === undefined ? null : { offset, heard: heard ?? 0 },
    keep: (known) => {
      // A failed write does no harm, because every hello tells the time again.
      settings.put(offsetKey, known.offset).catch(() => {})
      settings.put(heardKey, known.heard).catch(() => {})
    },
  }
}

/** After a failure the network counts as offline until the relay says hello, no matter how many attempts follow. */
const networkOf = (state: ReturnType<Socket['state']>, hasFailed: boolean): ReturnType<StatusView['network']> => {
  switch (state) {
    case 'open':
      return 'online'
    case 'idle':
      return hasFailed ? 'offline' : 'online'
    case 'connecting':
      return hasFailed ? 'offline' : 'connecting'
    case 'broken':
    case 'ended':
      return 'offline'
  }
}
