import { fromBase64url } from '../../shared/base64url.ts'
import { closeCodes, type Result } from '../../shared/wire/results.ts'
import { type Carried, carriedClient } from '../gate/carried.ts'
import { type Admission, admit } from '../gate/judge-batch.ts'
import type { Judged } from '../gate/judged.ts'
import { lookUp, placeOf } from '../gate/look-up.ts'
import type { Offer } from '../gate/offer.ts'
import type { Sender } from '../gate/sender.ts'
import type { Known } from '../gate/staged-commit.ts'
import type { KeptRecord } from '../store/records.ts'
import { StoreFull } from '../store/store.ts'
import { Backlog } from './backlog.ts'
import { learnAuthors } from './carried-authors.ts'
import { Head } from './head.ts'
import type { OpenSegment } from './open-segment.ts'
import { answerCarriers, answerSenders, publishSegment } from './publish.ts'
import type { RoomAccess } from './room-access.ts'
import type { SharedParts } from './room-parts.ts'

/** What the intake uses of its room. */
interface IntakeRoom {
  access: RoomAccess
  segment(number: number): Promise<OpenSegment>
  showErased(): Promise<void>
}

/** Entries in one commit at most, and so in one job of the room's queue. */
const mostEntries = 256
const fullDiskRetryMs = 5_000
/** A device that ran out of tokens is asked again when it has tokens for this many records. */
const worthAsking = 100

/** The records that wait in a room. They are judged, then kept, then shown, so nothing is shown that was not kept. */
export class Intake {
  readonly #parts: SharedParts
  readonly #room: IntakeRoom
  readonly #lastSeqs = new Map<string, number>()
  /** Null until it is read for the first record. */
  #newest: number | null = null
  readonly #head: Head
  readonly #backlog = new Backlog()
  #waiting: Offer<Sender>[] = []
  #carried: Carried[] = []

  constructor(parts: SharedParts, room: IntakeRoom) {
    this.#parts = parts
    this.#room = room
    this.#head = new Head(parts, room.access)
  }

  get #id(): string {
    return this.#room.access.row.id
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0 && this.#carried.length === 0
  }

  /**
   * Queues the offers of one update of so many bytes. Returns false, and takes nothing, if too much of this connection
   * waits already.
   */
  put(offers: readonly Offer<Sender>[], bytes: number): boolean {
    const last = offers.at(-1)
    if (!last) return true
    if (!this.#backlog.add(last.from.listener, bytes)) return false
    last.endsBytes = bytes
    this.#waiting.push(...offers)
    return true
  }

  /** The same for carried records. */
  putCarried(carried: Carried): boolean {
    if (!this.#backlog.add(carried.from.listener, carried.bytes)) return false
    this.#carried.push(carried)
    return true
  }

  /** Handles one commit's worth of what waits. Records sent by their own authors come before carried ones. */
  async drain(): Promise<void> {
    const offers = this.#next().filter(isWelcome)
    const next = this.#carried.splice(0, 1)
    for (const { from, bytes } of next) this.#backlog.remove(from.listener, bytes)
    const carried = next.filter(isWelcome)
    const { verify, laterChecks } = this.#parts
    const checking = { room: fromBase64url(this.#id), verify, mayCheckLater: laterChecks.hasRoom }
    const admission = await admit(await this.#know(offers, carried), offers, carried, checking)
    for (const listener of admission.forgers) listener.condemn(closeCodes.malformed, 'signature')
    try {
      await this.#keep(admission)
    } catch (error) {
      if (!(error instanceof StoreFull)) throw error
      this.#sayFull(admission)
      return
    }
    await this.#show(admission)
  }

  #next(): Offer<Sender>[] {
    let entries = 0
    let count = 0
    for (const offer of this.#waiting) {
      entries += offer.entries.length
      if (count > 0 && entries > mostEntries) break
      count++
    }
    const offers = this.#waiting.splice(0, count)
    for (const { from, endsBytes = 0 } of offers) if (endsBytes > 0) this.#backlog.remove(from.listener, endsBytes)
    return offers
  }

  async #know(offers: readonly Offer<Sender>[], carried: readonly Carried[]): Promise<Known> {
    const { store, clock, limits, tokens, carriedTokens } = this.#parts
    const { access } = this.#room
    const room = this.#id
    const segments = new Map<number, OpenSegment>()
    const open = async (number: number) => segments.set(number, await this.#room.segment(number))
    const brought = await this.#learnAuthors(carried)
    const devices = [
      ...offers.map(({ from }) => from.device),
      ...brought.flatMap(({ entries }) => entries.map(({ device }) => device)),
    ]
    const { head } = access.row
    const after = carried.flatMap(({ segment }) => (segment < head ? [segment + 1] : []))
    const opening = [...[...offers, ...carried].map(({ segment }) => segment), ...after].map(open)
    await Promise.all([...opening, this.#learnLastSeqs(devices), this.#learnNewest()])
    const stateOf = (number: number) => required(segments.get(number)).state
    const lastSeq = (device: string) => this.#lastSeqs.get(device) ?? 0
    const clockOf = (segment: number, client: number) => stateOf(segment).clocks.get(client) ?? 0
    const { named, settings, edits, closings } = await lookUp(store.records, room, offers, brought, lastSeq, clockOf)
    await Promise.all(segmentsOf(settings.values()).map(open))
    const now = clock.now()
    return {
      now,
      room,
      ownRoom: access.row.kind === 'self',
      archived: access.row.archived !== null,
      limits,
      lastSeq,
      head,
      newest: this.#newest ?? 0,
      standing: (user) => access.standing(user),
      isBlocked: (user) => access.isBlocked(user),
      countMembers: () => access.countMembers(),
      segment: stateOf,
      claimed: (segment, client) => segments.get(segment)?.presence.claimed(client) ?? null,
      named: (name) => named.get(name) ?? null,
      editsOf: (segment, name) => edits.get(placeOf(segment, name)) ?? [],
      isClosed: (segment, name) => (closings.get(placeOf(segment, name)) ?? null) !== null,
      setting: (key) => settings.get(key) ?? null,
      tokens: (device) => Math.floor(tokens.held(device)),
      carriedTokens: (user) => Math.floor(carriedTokens.held(user)),
      carriedClient: (segment, nth) => carriedClient(store.life.client, room, segment, nth),
    }
  }

  /** Looks up the authors, as far as the carriers' budgets go. Resolves to the records whose authors are known. */
  async #learnAuthors(carried: readonly Carried[]): Promise<Pick<Carried, 'segment' | 'entries'>[]> {
    const { store, carriedTokens } = this.#parts
    const within = carried.map((one) => ({
      ...one,
      entries: one.entries.slice(0, Math.max(0, carriedTokens.held(one.from.user))),
    }))
    await learnAuthors(store.people, this.#room.access, within)
    return within.map(({ segment, entries }) => ({
      segment,
      entries: entries.filter(({ author }) => author !== 'no-such-user'),
    }))
  }

  async #learnLastSeqs(devices: readonly string[]): Promise<void> {
    const unknown = new Set(devices.filter((device) => !this.#lastSeqs.has(device)))
    if (unknown.size === 0) return
    const found = await this.#parts.store.records.lastSeqs(this.#id, [...unknown])
    for (const device of unknown) this.#lastSeqs.set(device, found.get(device) ?? 0)
  }

  async #learnNewest(): Promise<void> {
    this.#newest ??= await this.#parts.store.records.newestTime(this.#id)
  }

  async #keep({ draft, unchecked }: Admission): Promise<void> {
    const { committed, tokens, carriedTokens, laterChecks } = this.#parts
    if (!draft.isEmpty) {
      await this.#head.commit(draft)
      draft.merge()
      for (const [device, seq] of draft.lastSeqs) this.#lastSeqs.set(device, seq)
      this.#newest = draft.newest
      if (draft.rows.length > 0) committed.emit({ room: this.#id, rows: draft.rows })
    }
    for (const [device, count] of draft.spent) tokens.spend(device, count)
    for (const [user, count] of draft.spentCarried) carriedTokens.spend(user, count)
    if (unchecked.length > 0) laterChecks.put(this.#id, unchecked)
  }

  async #show(admission: Admission): Promise<void> {
    const { draft, judged, carried } = admission
    for (const [number, changed] of draft.segments)
      publishSegment(await this.#room.segment(number), number, changed, admission)
    answerSenders(judged, (one) => this.#askAfterMs(one))
    answerCarriers(carried)
    this.#logMisbehaviour(admission)
    if (draft.blank.length > 0) await this.#room.showErased()
  }

  #askAfterMs({ offer }: Judged<Sender>): number {
    const { tokens, limits } = this.#parts
    const { device } = offer.from
    if (tokens.held(device) >= 1) return 0
    return tokens.waitMs(device, Math.min(worthAsking, Math.max(1, limits.recordsBurst / 2)))
  }

  /** The disk is full. Nothing is refused for good: we ask again for what could not be kept. */
  #sayFull({ judged, carried }: Admission): void {
    this.#parts.log({ what: 'disk-full', room: this.#id })
    for (const { carried: brought, results } of carried)
      brought.from.listener.results(
        results.map((result) =>
          result.kind === 'acked' ? { kind: 'refused', name: result.name, code: 'full' } : result,
        ),
      )
    for (const { offer, results } of judged) {
      const names = results.flatMap((result) => (result.kind === 'acked' ? [result.name] : []))
      offer.from.listener.results(names.map((name): Result => ({ kind: 'refused', name, code: 'full' })))
      offer.from.listener.ask(fullDiskRetryMs)
    }
  }

  #logMisbehaviour({ judged, carried }: Admission): void {
    const { misbehaviour } = this.#parts
    for (const { carried: brought } of carried)
      for (const { isForged, name } of brought.entries)
        if (isForged) misbehaviour.note('carried-forgery', this.#id, brought.from, name)
    for (const { offer, results } of judged)
      for (const result of results)
        if (result.kind === 'refused' && result.code === 'name-used')
          misbehaviour.note('name-used', this.#id, offer.from, result.name)
  }
}

/** False if the connection is already being closed for something that it sent before. */
const isWelcome = ({ from }: { from: Sender }): boolean => !from.listener.condemned

const segmentsOf = (records: Iterable<KeptRecord | null>): number[] => [
  ...new Set([...records].flatMap((record) => (record ? [record.segment] : []))),
]

const required = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('a segment was not loaded before judging')
  return value
}
