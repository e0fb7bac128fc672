import { Listeners } from '../../app/base/listeners.ts'
import type { Locks } from '../../app/base/locks.ts'
import type { Shared } from '../../app/base/shared.ts'
import type { Table } from '../../app/base/table.ts'
import { type AboveHead, followAboveHead } from '../../app/lobby/model/aboveHead.ts'
import { actsToMakeAgain } from '../../app/lobby/model/makeAgain.ts'
import type { LiveRoom } from '../../app/room/model/liveRoom.ts'
import type { NotSent } from '../../app/store/journal.ts'
import type { Tabs, TabWord } from '../../app/store/tabs.ts'
import { ClientId } from '../../app/sync/clientId.ts'
import type { Documents } from '../../app/sync/documents.ts'
import { type Keeping, untilKept } from '../../app/sync/keeping.ts'
import type { Whole } from '../../app/sync/noticeRestored.ts'
import { RelayTime } from '../../app/sync/relayTime.ts'
import { type CopySteps, replaceInSteps } from '../../app/sync/replaceCopy.ts'
import { withUnseen } from '../../app/sync/unseen.ts'
import { toBase64url } from '../../shared/base64url.ts'
import { type Home, readHome } from '../../shared/room/home.ts'
import { homeName, parseDocumentName } from '../../shared/wire/documents.ts'
import { closeCodes } from '../../shared/wire/results.ts'
import type { StateVector } from '../../shared/wire/update.ts'
import type { Chance } from '../world/chance.ts'
import { Desk, type Writing } from './desk.ts'
import { between, clientId, happens } from './odds.ts'
import { Replica } from './replica.ts'
import type { TabDevice } from './tab-device.ts'
import { TabDocument, TabDocuments } from './tab-documents.ts'
import { TabLive } from './tab-live.ts'
import { TabOwn } from './tab-own.ts'
import { TabRooms } from './tab-rooms.ts'
import { TabSocket } from './tab-socket.ts'
import { mortal, type Time } from './time.ts'

export interface TabParts {
  label: string
  time: Time
  chance: Chance
  device: TabDevice
  announces: boolean
  /** A document starts over. */
  startsOver(tab: Tab): void
  complain(what: string): void
}

/** One open tab of the app: its documents, its socket, its way of writing. Killed at any moment, it does nothing more. */
export class Tab {
  readonly label: string
  readonly rooms: TabRooms
  readonly socket: TabSocket
  readonly #relayTime: RelayTime
  readonly heard = new Listeners<TabWord>()
  /** Null until it is open, and in stories without. */
  own: TabOwn | null = null
  readonly #parts: TabParts
  readonly #locks: Locks
  readonly #documents: TabDocuments
  readonly #live: TabLive
  #aboveHead: AboveHead | null = null
  /** By document: resolves once what only its copy shows is stored. */
  readonly #kept = new Map<string, Promise<unknown>>()
  /** Documents that start over, until what takes the place of their copy is stored. */
  readonly #startingOver = new Set<Replica>()
  #desk: Desk | null = null
  #alive = true
  /** Dead, and what it had asked of the storage from here on is not done. */
  #isLost = false

  constructor(parts: TabParts) {
    this.#parts = parts
    this.label = parts.label
    const { device } = parts
    const { storage } = device
    this.#locks = device.locks.of(this)
    this.rooms = new TabRooms({
      user: device.user,
      outbox: storage.outbox,
      listedOnce: storage.listedOnce,
      lostRooms: storage.lostRooms,
      upTo: (room) => this.#upTo(room),
      make: (document, holds) => this.#makeReplica(document, holds),
      dropped: (replica) => this.#dropped(replica),
    })
    this.#documents = new TabDocuments((name) => {
      const replica = () => this.rooms.replicas.get(name)
      return new TabDocument(name, {
        replica,
        rebuild: () => this.#rebuild(name),
        forgetDeleted: () => this.#forgetDeleted(name),
        syncAnew: () => this.#syncAnew(replica()),
        isOwn: (record) => this.#isOwn(name, record),
      })
    })
    this.#live = new TabLive({
      documents: this.#documents,
      head: (room) => this.rooms.head(room),
      upTo: (room) => this.#upTo(room),
    })
    this.socket = this.#makeSocket()
    this.#relayTime = this.#makeRelayTime()
  }

  start(): void {
    this.#follow()
    this.#followAboveHead()
    this.socket.connect()
    this.#openDesk()
  }

  kill(): void {
    this.#alive = false
    this.socket.stop()
    this.#parts.device.locks.releaseAll(this)
    for (const replica of this.rooms.replicas.values()) replica.destroy()
  }

  /** Whether the journal has been read; until then the app shows no composer. */
  get canWrite(): boolean {
    return this.#desk !== null
  }

  get isAlive(): boolean {
    return this.#alive
  }

  get user(): string {
    return this.#parts.device.user
  }

  get deviceId(): string {
    return this.#parts.device.key.idText
  }

  /** The relay's time, as well as this tab knows it. */
  now(): number {
    return this.#relayTime.now()
  }

  write(writing: Writing): void {
    this.#desk?.write(writing)
  }

  notSent(): readonly NotSent[] {
    return this.#desk?.notSent() ?? []
  }

  hear(word: TabWord): void {
    if (this.#alive) this.heard.emit(word)
  }

  /** An act was answered. */
  resume(): void {
    if (this.#alive) this.#follow()
  }

  /** Whether a document starts over here and what takes the place of its copy is not stored yet. */
  get isStartingOver(): boolean {
    return this.#startingOver.size > 0
  }

  /** Another tab replaces the copy of a document. As in app/sync/persistence.ts, it is opened again after that. */
  giveWay(name: string): void {
    const replica = this.rooms.replicas.get(name)
    if (!replica || !this.#alive) return
    this.#end(replica)
    this.rooms.renew(replica)
    this.#openLater(name)
  }

  receiveFromTab(document: string, update: Uint8Array): void {
    if (!this.#alive) return
    this.rooms.replicas.get(document)?.receiveFromTab(update)
    this.#changed(document)
  }

  /** Every document is open, and the relay has shown all it had of each. */
  get isInStep(): boolean {
    return (
      this.canWrite &&
      this.socket.isOpen &&
      [...this.rooms.replicas.values()].every(
        ({ name, inStep, isPending }) => (inStep && !isPending) || this.rooms.isBeyondRelay(name),
      )
    )
  }

  async #openDesk(): Promise<void> {
    const { device, time, chance, complain } = this.#parts
    this.#desk = await Desk.open({
      me: device.user,
      rooms: this.rooms,
      signer: {
        device: device.key.id,
        publicKey: device.key.publicKey,
        chainIn: (room) => room,
        sign: (bytes) => this.#transact(async () => device.key.sign(bytes)),
      },
      journal: this.#journal(),
      takenClients: this.#table(device.storage.takenClients),
      vanished: { vanished: this.#table(device.storage.vanished), restored: this.#table(device.storage.restored) },
      documents: this.#documents as unknown as Documents,
      live: this.#live as unknown as Shared<LiveRoom>,
      tabs: this.#tabs(),
      locks: this.#locks,
      clock: mortal(time, () => this.#alive),
      // In thousandths, so that the simulated time stays in whole milliseconds.
      chance: () => chance.below(1_000) / 1_000,
      time: this.#relayTime,
      whyGone: (room) => (this.rooms.isHomeInStep && !this.rooms.holds(room) ? 'not-a-member' : null),
      complain: (what) => complain(`${this.label}: ${what}`),
    })
    this.#follow()
    if (device.keepsOwn) await this.#openOwn(this.#desk)
  }

  async #openOwn(desk: Desk): Promise<void> {
    const { device, time, complain } = this.#parts
    this.own = await TabOwn.open({
      me: device.user,
      device: device.key.idText,
      documents: this.#documents as unknown as Documents,
      book: desk.book,
      write: desk.writer,
      delivery: desk.delivery,
      live: this.#live as unknown as Shared<LiveRoom>,
      rows: device.storage.drafts.of(() => this.#alive),
      clock: mortal(time, () => this.#alive),
      now: () => this.now(),
      isBack: (user) => this.socket.isOpen && device.isBack(user),
      failed: (error) => complain(`${this.label}: sending later failed: ${error}`),
    })
  }

  #tabs(): Tabs {
    const { device } = this.#parts
    return { heard: this.heard, tell: (word) => this.#alive && device.tellTabs(this, word), close: () => {} }
  }

  async #followAboveHead(): Promise<void> {
    const { user, storage } = this.#parts.device
    const known = await followAboveHead({
      user,
      table: this.#table(storage.aboveHead),
      documents: this.#documents as unknown as Documents,
      tabs: this.#tabs(),
    })
    this.#aboveHead = known
    known.changed.subscribe((room) => this.#lookAbove(room))
    for (const [room] of known.all()) this.#lookAbove(room)
  }

  /** What it stores is at the mercy of this tab's life. */
  #table<V>(table: Table<V>): Table<V> {
    return {
      ...table,
      put: (...parts) => this.#transact(() => table.put(...parts)),
      delete: (...parts) => this.#transact(() => table.delete(...parts)),
    }
  }

  #upTo(room: string): number {
    return this.#aboveHead?.upTo(room) ?? 0
  }

  #lookAbove(room: string): void {
    if (!this.#alive) return
    this.#follow()
    this.#live.look(room)
  }

  /** The device's journal, each method one transaction, at the mercy of this tab's life. */
  #journal(): TabDevice['storage']['journal'] {
    const { journal } = this.#parts.device.storage
    return {
      write: (...parts) => this.#transact(() => journal.write(...parts)),
      sign: (...parts) => this.#transact(() => journal.sign(...parts)),
      move: (...parts) => this.#transact(() => journal.move(...parts)),
      wait: (...parts) => this.#transact(() => journal.wait(...parts)),
      settle: (...parts) => this.#transact(() => journal.settle(...parts)),
      refuse: (...parts) => this.#transact(() => journal.refuse(...parts)),
      discard: (...parts) => this.#transact(() => journal.discard(...parts)),
      restore: (...parts) => this.#transact(() => journal.restore(...parts)),
      unsent: () => this.#transact(() => journal.unsent()),
      notSent: () => this.#transact(() => journal.notSent()),
    }
  }

  /** `holds`: what it has at once of a copy that is not stored yet. Null if that is nothing. */
  #makeReplica(name: string, holds?: Uint8Array | null): Replica {
    const { device, chance } = this.#parts
    const isSegment = name.split('/').length === 3
    const { clientIds: ids, documents, lost } = device.storage
    const waits = holds !== undefined
    const start = {
      client: clientId(chance),
      clientId: isSegment ? new ClientId(name, { ids, locks: this.#locks, user: device.user }) : null,
      saved: waits ? (holds ? [holds] : []) : (documents.get(name) ?? []),
      lost: waits ? [] : (lost.get(name) ?? []),
      waits,
      isOwn: (record: string) => this.#isOwn(name, record),
      chance: () => chance.next(),
    }
    const replica = new Replica(name, start, {
      save: (update) => this.#save(name, update),
      share: (update) => device.share(this, name, update),
      changed: () => this.#changed(name),
      records: (names) => this.#documents.get(name).changed.emit(names),
      asked: (relay) =>
        this.#keepUntil(name, (keepUntil) => this.#documents.get(name).asked.emit({ relay, keepUntil })),
      inStep: (relay) => this.#inStep(name, relay),
      away: () => this.#alive && this.#documents.get(name).stateChanged(),
      results: (results) => this.#documents.get(name).results.emit(results),
      lackingChanged: () => this.#documents.get(name).lackingChanged.emit(),
      hidden: () => this.#syncAnew(this.rooms.replicas.get(name)),
      restored: (whole) => this.#restored(name, whole),
      renew: (whole) => this.#renew(name, whole),
      lost: (names) => this.#noteLost(name, names),
    })
    this.#open(replica)
    return replica
  }

  /** Whether this device's own sync or journal sends the record, as in app/session/openMemberSession.ts. */
  #isOwn(name: string, record: string): boolean {
    const { key } = this.#parts.device
    const document = parseDocumentName(name)
    const room = document?.kind === 'segment' ? document.room : this.#parts.device.user
    return record.startsWith(`${key.idText}.`) || (this.#desk?.isQueued(room, record) ?? false)
  }

  #noteLost(name: string, names: readonly string[]): void {
    const { lost } = this.#parts.device.storage
    if (names.length + (lost.get(name)?.length ?? 0) > 0) this.#transact(async () => lost.set(name, names))
  }

  #makeRelayTime(): RelayTime {
    const { device, time } = this.#parts
    return new RelayTime({
      wall: () => device.now(),
      steady: () => time.now(),
      isConnected: () => this.socket.isOpen,
      before: device.storage.relayTime,
      keep: (known) => {
        device.storage.relayTime = known
      },
    })
  }

  #makeSocket(): TabSocket {
    const { time, chance, device, announces } = this.#parts
    return new TabSocket({
      clock: time,
      chance,
      announces,
      dial: (client) => device.dial(client),
      hello: (relayTime) => {
        this.#relayTime.hear(relayTime)
      },
      opened: () => this.#openAll(),
      channelClosed: (replica, code) => this.#channelClosed(replica, code),
      ended: (code) => this.#ended(code),
    })
  }

  /** Storage takes a moment; a tab that is killed meanwhile may or may not have been heard. */
  #transact<T>(work: () => Promise<T>): Promise<T> {
    const { device, chance } = this.#parts
    return new Promise((resolve, reject) => {
      device.storage.later(() => {
        this.#isLost ||= !this.#alive && happens(chance, 0.3)
        if (this.#isLost) return
        work().then((value) => this.#alive && resolve(value), reject)
      })
    })
  }

  #save(name: string, update: Uint8Array): void {
    const { storage } = this.#parts.device
    this.#transact(async () => this.rooms.replicas.has(name) && storage.save(name, update))
  }

  #inStep(name: string, relay: StateVector): void {
    this.#documents.get(name).stateChanged()
    this.#documents.get(name).inStep.emit(relay)
    const { device, chance } = this.#parts
    if (name === homeName(device.user))
      for (const act of this.rooms.actsWithoutRoom()) device.outbox.add(toBase64url(chance.bytes(16)), act)
    const document = parseDocumentName(name)
    if (document && 'room' in document) this.#live.look(document.room)
  }

  /** The old copy shows which segments were there. It stays on disk until they are noted. */
  #restored(name: string, { entries, before }: Whole): void {
    if (name === homeName(this.#parts.device.user)) this.#keepWhatIsMissing(readHome(entries))
    this.#keepUntil(name, (keepUntil) => this.#documents.get(name).restored.emit({ entries, before, keepUntil }))
  }

  #keepUntil(name: string, tell: (keepUntil: Keeping['keepUntil']) => void): void {
    this.#kept.set(name, Promise.all([this.#kept.get(name), untilKept(tell)]))
  }

  #open(replica: Replica): void {
    if (!replica.isWaiting) this.socket.open(replica)
  }

  #openAll(): void {
    for (const replica of this.rooms.replicas.values()) this.#open(replica)
  }

  #end(replica: Replica): void {
    this.socket.close(replica)
    replica.destroy()
  }

  #dropped(replica: Replica): void {
    this.#end(replica)
    const { storage } = this.#parts.device
    const document = parseDocumentName(replica.name)
    if (document?.kind === 'roster' && this.#upTo(document.room) > 0) this.#aboveHead?.forget(document.room)
    const gone = document && 'room' in document && !this.rooms.holds(document.room) ? document.room : null
    this.#transact(async () => {
      storage.forget(replica.name)
      if (gone !== null) storage.forgetHeld(gone)
    })
  }

  #changed(name: string): void {
    const document = parseDocumentName(name)
    if (document?.kind === 'home' || document?.kind === 'roster') this.#follow()
    if (document?.kind === 'home' && this.#parts.device.keepsOwn) this.#documents.get(name).changed.emit(null)
    if (document && 'room' in document) this.#live.look(document.room)
  }

  #follow(): void {
    this.rooms.follow()
    this.#openAll()
    this.#desk?.lookForStrays()
  }

  /** As in app/sync/openDocument.ts: the client id turned out to be another's, and the journal has this device's own. */
  async #rebuild(name: string): Promise<void> {
    const replica = this.rooms.replicas.get(name)
    if (!replica) return
    const lost = replica.movedLost()
    await replica.forget()
    await this.#renew(name, lost)
  }

  async #forgetDeleted(name: string): Promise<void> {
    const replica = this.rooms.replicas.get(name)
    if (replica) await this.#renew(name, replica.undeleted())
  }

  /** As app/sync/openDocument.ts: another replica takes its place, and is opened once its copy is replaced. */
  async #renew(name: string, holds: Uint8Array): Promise<void> {
    const replica = this.rooms.replicas.get(name)
    if (!replica || !this.#alive) return
    this.#end(replica)
    const next = this.rooms.renew(replica, holds)
    this.#startingOver.add(next)
    this.#changed(name)
    this.#parts.startsOver(this)
    await this.#replaceCopy(replica, holds)
    this.#startingOver.delete(next)
  }

  async #replaceCopy({ name, doc, isSegment }: Replica, holds: Uint8Array): Promise<void> {
    const { device, chance } = this.#parts
    const isOwn = (record: string) => this.#isOwn(name, record)
    const content = (stored: readonly Uint8Array[]) =>
      isSegment ? withUnseen(doc, holds, stored, isOwn, () => chance.next()) : holds
    await this.#kept.get(name)
    if (!this.#alive) return
    let opened: Promise<void> | null = null
    const copy: CopySteps = {
      close: async () => {}, // it ended with its replica
      put: (content) => {
        // As app/sync/openDocument.ts, nothing is stored any more of a room that was dropped meanwhile.
        const isHere = () => this.rooms.replicas.has(name)
        const put = this.#transact(async () => void (isHere() && device.storage.replace(name, content)))
        device.replaceInTabs(this, name)
        opened = this.#openLater(name)
        return put
      },
      delete: () => this.#transact(async () => device.storage.forget(name)),
    }
    await replaceInSteps(copy, content)
    await opened
  }

  /** On what is stored by then. */
  #openLater(name: string): Promise<void> {
    const replica = this.rooms.replicas.get(name)
    const { documents, lost } = this.#parts.device.storage
    return this.#transact(async () => {
      if (!replica || this.rooms.replicas.get(name) !== replica) return
      replica.openOn(documents.get(name) ?? [], lost.get(name) ?? [])
      this.#documents.get(name).changed.emit(null)
      this.#changed(name)
      this.#open(replica)
    })
  }

  /** As app/lobby/model/homeFollower.ts. */
  #keepWhatIsMissing(home: Home): void {
    const { device, chance } = this.#parts
    for (const room of this.rooms.missingIn(home)) {
      device.storage.lostRooms.add(room)
      for (const act of actsToMakeAgain(room, device.user, this.rooms.roster(room)))
        device.outbox.add(toBase64url(chance.bytes(16)), act)
    }
  }

  #syncAnew(replica: Replica | undefined): void {
    if (!replica) return
    this.socket.close(replica)
    this.#open(replica)
  }

  /** A document that may not be opened yet, or no longer, is asked for again now and then. */
  #channelClosed(replica: Replica, code: number): void {
    const { time, chance, device, complain } = this.#parts
    const { notYours, noSuchDocument, banned, deleted, slowReader, fault } = closeCodes
    replica.closedWith = code
    const expected: number[] = [notYours, noSuchDocument, banned, deleted, slowReader, fault]
    if (device.honest && !expected.includes(code)) complain(`${this.label}: ${replica.name} was closed with ${code}`)
    time.after(between(chance, 500, 5_000), () => {
      if (this.rooms.replicas.get(replica.name) === replica) this.#open(replica)
    })
  }

  #ended(code: number): void {
    const { device, complain, time } = this.#parts
    const isOver = code === closeCodes.signedOut
    if (isOver && !device.isSignedIn) return
    const isStall = code === closeCodes.silent
    if (device.honest && !isOver && !isStall) complain(`${this.label}: the socket was closed with ${code}`)
    time.after(1_000, () => this.socket.connect())
  }
}
