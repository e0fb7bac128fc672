import { createSignal } from 'solid-js'
import { comparePositions } from '../../../shared/record/name.ts'
import type { Message, WhoIs } from '../../../shared/room/message.ts'
import { sameValue } from '../../../shared/same-value.ts'
import { parseDocumentName, segmentName } from '../../../shared/wire/documents.ts'
import type { Clock } from '../../base/clock.ts'
import type { Position } from '../../base/position.ts'
import type { Shared } from '../../base/shared.ts'
import type { Table } from '../../base/table.ts'
import { type Follows, threadKey } from '../../own/follows.ts'
import type { ReadMarks } from '../../own/readMarks.ts'
import type { LiveRoom } from '../../room/model/liveRoom.ts'
import { threadReadTo } from '../../room/model/threadRead.ts'
import { authorOf } from '../../room/model/threadsIn.ts'
import type { Segment } from '../../segments/segment.ts'
import type { Segments } from '../../segments/segments.ts'
import type { MyThread } from './LobbyView.ts'
import { type ThreadPart, threadPart } from './threadParts.ts'

export interface ThreadListParts {
  me: string
  isBlocked(user: string): boolean
  segments: Segments
  live: Shared<LiveRoom>
  /** By the name of a segment's document: what it has of each thread, by root. */
  table: Table<KeptParts>
  readMarks: Pick<ReadMarks, 'of'>
  threadMarks: Pick<ReadMarks, 'of'>
  follows: Pick<Follows, 'of'>
  clock: Clock
}
interface Thread {
  room: string
  root: string
  parts: ThreadPart[]
}
export type KeptParts = { readonly [root: string]: ThreadPart }

/** What a segment had when it was last read. */
interface Seen {
  whoIs: WhoIs
  messages: readonly Message[]
  threads: ReadonlyMap<string, readonly Message[]>
  /** The roots that were looked for, and what was found. */
  roots: ReadonlyMap<string, Message | null>
}

/** Waits this long, so that what arrives together is read together. */
const lookAfterMs = 60

/**
 * The threads of all rooms, from whatever segments are open in this tab. What a segment has of its threads is kept on
 * the device, so the list is there at once, and no segment is opened for it. Only threads that have changed are read again.
 */
export class ThreadList {
  readonly #parts: ThreadListParts
  readonly #kept = new Map<string, KeptParts>()
  readonly #seen = new WeakMap<Segment, Seen>()
  readonly #stale = new Set<Segment>()
  readonly #version = createSignal(0)
  readonly #stop: () => void
  #cancel: (() => void) | null = null
  #closed = false

  constructor(parts: ThreadListParts) {
    this.#parts = parts
    this.#stop = parts.segments.each((segment) => this.#follow(segment))
    void this.#read()
  }

  /** Tracked. The threads that this person follows, the one with the newest reply first. */
  all(): readonly MyThread[] {
    this.#version[0]()
    return [...this.#threads()].flatMap((thread) => this.#shown(thread) ?? []).sort((a, b) => b.last.time - a.last.time)
  }

  /** Reads the roots that are not known yet, one segment after the other. */
  async loadRoots(): Promise<void> {
    const wanted = new Set<string>()
    for (const thread of this.#threads()) {
      const { room, parts } = thread
      const segment = parts.find(({ rootSegment }) => rootSegment !== null)?.rootSegment ?? null
      const isMissing = parts.every((part) => part.root === null)
      if (isMissing && segment !== null && this.#shown(thread)) wanted.add(segmentName(room, segment))
    }
    for (const document of wanted) await this.visit(document)
  }

  /** Reads the segment of this document from the device. */
  async visit(document: string): Promise<void> {
    const { segments } = this.#parts
    if (this.#closed) return
    const segment = segments.open(document)
    await segment.document.loaded
    this.#stale.add(segment)
    this.#look()
    await segments.close(document, segment)
  }

  /** The room is removed from this device. */
  forget(room: string): void {
    for (const document of [...this.#kept.keys()]) if (roomOf(document) === room) this.#put(document, {})
    this.#show()
  }

  close(): void {
    this.#closed = true
    this.#stop()
    this.#cancel?.()
  }

  #threads(): Iterable<Thread> {
    const threads = new Map<string, Thread>()
    for (const [document, kept] of this.#kept)
      for (const [root, part] of Object.entries(kept)) {
        const room = roomOf(document)
        const key = threadKey(room, root)
        const thread = threads.get(key) ?? { room, root, parts: [] }
        thread.parts.push(part)
        threads.set(key, thread)
      }
    return threads.values()
  }

  /** Null: it has no replies, or the person does not follow it. */
  #shown({ room, root, parts }: Thread): MyThread | null {
    const { me, isBlocked, follows, threadMarks, readMarks, live } = this.#parts
    const last = latest(parts.map((part) => part.last))
    if (last === null) return null
    const words = parts.find((part) => part.root !== null)?.root ?? null
    const said = words === 'erased' ? null : words
    const whoIs = live.find(room)?.whoIs
    const isOwn = said ? said.user === me : whoIs !== undefined && authorOf(root, whoIs) === me
    const own = latest(parts.map((part) => part.own))
    const mention = first(parts.map((part) => part.mention))
    if (!(follows.of(room, root) ?? (isOwn || own !== null || mention !== null))) return null
    const from = threadReadTo({
      mark: threadMarks.of(threadKey(room, root)),
      own,
      root: isOwn ? { time: 0, name: '' } : null,
      mention,
      room: readMarks.of(room),
      inTimeline: live.find(room)?.roster.threads === 'timeline',
    })
    const isNew = (reply: Position) => from === null || comparePositions(reply, from) > 0
    return {
      room,
      root,
      state: said ? 'here' : words === 'erased' ? 'erased' : 'not-here',
      author: said?.author ?? '',
      text: said?.text ?? '',
      blocked: said?.user != null && isBlocked(said.user),
      last: { author: last.author, text: last.text, time: last.time },
      unread: parts.flatMap(({ others }) => others).filter(isNew).length,
    }
  }

  #follow(segment: Segment): void {
    if (parseDocumentName(segment.document.name)?.kind !== 'segment') return
    segment.changed.subscribe(() => this.#lookSoon(segment))
    this.#lookSoon(segment)
  }

  #lookSoon(segment: Segment): void {
    if (this.#closed) return
    this.#stale.add(segment)
    this.#cancel ??= this.#parts.clock.after(lookAfterMs, () => this.#look())
  }

  #look(): void {
    this.#cancel?.()
    this.#cancel = null
    const rooms = new Set([...this.#stale].map(({ document }) => roomOf(document.name)))
    const others = this.#parts.segments.all().filter(({ document }) => rooms.has(roomOf(document.name)))
    let changed = false
    // A segment may name roots that are in one that was read before. Reading that again costs little.
    for (const segment of [...this.#stale, ...others]) changed = this.#take(segment) || changed
    this.#stale.clear()
    if (changed) this.#show()
  }

  /** Returns whether anything is different from what is kept. */
  #take(segment: Segment): boolean {
    const { name } = segment.document
    const room = roomOf(name)
    const live = this.#parts.live.find(room)
    if (!live?.isKnown || !segment.document.hasLoaded) return false
    const { whoIs } = live
    const folding = segment.folding(whoIs)
    const roots = this.#rootsIn(room)
    for (const root of folding.threads().keys()) roots.add(root)
    const seen = this.#seen.get(segment)
    const isSeen = seen?.whoIs === whoIs && seen.messages === folding.messages()
    if (isSeen && [...roots].every((root) => seen.roots.has(root))) return false

    const me = {
      user: this.#parts.me,
      isBlocked: this.#parts.isBlocked,
      nameOf: (user: string) => live.roster.members.get(user)?.name ?? '',
    }
    const before = this.#kept.get(name) ?? {}
    const next: { [root: string]: ThreadPart } = {}
    const found = new Map<string, Message | null>()
    for (const root of roots) {
      const message = folding.message(root)
      found.set(root, message)
      const isSame =
        seen?.whoIs === whoIs &&
        seen.roots.get(root) === message &&
        seen.threads.get(root) === folding.threads().get(root)
      const part = isSame ? before[root] : threadPart(root, segment, whoIs, me)
      if (part) next[root] = part
    }
    this.#seen.set(segment, { whoIs, messages: folding.messages(), threads: folding.threads(), roots: found })
    if (sameValue(before, next)) return false
    this.#put(name, next)
    return true
  }

  #rootsIn(room: string): Set<string> {
    const roots = new Set<string>()
    for (const [document, kept] of this.#kept)
      if (roomOf(document) === room) for (const root of Object.keys(kept)) roots.add(root)
    return roots
  }

  #put(document: string, kept: KeptParts): void {
    const isEmpty = Object.keys(kept).length === 0
    if (isEmpty) this.#kept.delete(document)
    else this.#kept.set(document, kept)
    const { table } = this.#parts
    const stored = isEmpty ? table.delete(document) : table.put(document, kept)
    stored.catch(() => {}) // then the list is made again from what is opened later
  }

  #show(): void {
    this.#version[1]((before) => before + 1)
  }

  /** What was read from a segment meanwhile is newer. */
  async #read(): Promise<void> {
    for (const [document, kept] of await this.#parts.table.entries().catch(() => []))
      if (!this.#kept.has(document)) this.#kept.set(document, kept)
    this.#show()
  }
}

const roomOf = (document: string): string => {
  const parsed = parseDocumentName(document)
  return parsed?.kind === 'segment' ? parsed.room : ''
}

const latest = <P extends Position>(positions: readonly (P | null)[]): P | null => inOrder(positions).at(-1) ?? null

const first = <P extends Position>(positions: readonly (P | null)[]): P | null => inOrder(positions)[0] ?? null

const inOrder = <P extends Position>(positions: readonly (P | null)[]): P[] =>
  positions.filter((one) => one !== null).sort(comparePositions)
