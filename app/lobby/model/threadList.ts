import { createSignal } from 'solid-js'
import { comparePositions } from '../../../shared/record/name.ts'
import type { Message, WhoIs } from '../../../shared/room/message.ts'
import { sameValue } from '../../../shared/same-value.ts'
import { parseDocumentName, segmentName } from '../../../shared/wire/documents.ts'
import type { Clock } from '../../base/clock.ts'
import { Keyed } from '../../base/keyed.ts'
import type { Position } from '../../base/position.ts'
import type { Shared } from '../../base/shared.ts'
import type { Table } from '../../base/table.ts'
import { type Follows, threadKey } from '../../own/follows.ts'
import type { ReadMarks } from '../../own/readMarks.ts'
import type { LiveRoom } from '../../room/model/liveRoom.ts'
import { type PlacedPart, type ThreadPart, threadPart } from '../../room/model/threadParts.ts'
import { threadReadTo } from '../../room/model/threadRead.ts'
import { authorOf } from '../../room/model/threadsIn.ts'
import { earliest, latest } from '../../room/model/wholeThread.ts'
import type { Segment } from '../../segments/segment.ts'
import type { Segments } from '../../segments/segments.ts'
import type { MyThread } from './LobbyView.ts'

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
  /** By the number of the segment. */
  parts: readonly PlacedPart[]
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
  /** The same, by `threadKey`. */
  readonly #threads = new Keyed<Thread>()
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
    return this.#threads
      .values()
      .flatMap((thread) => this.#shown(thread) ?? [])
      .sort((a, b) => b.last.time - a.last.time)
  }

  /** Tracked. What each segment has of a thread, the oldest first. */
  partsOf(room: string, root: string): readonly PlacedPart[] {
    return this.#threads.get(threadKey(room, root))?.parts ?? none
  }

  /** Reads the roots that are not known yet, one segment after the other. */
  async loadRoots(): Promise<void> {
    const wanted = new Set<string>()
    for (const thread of this.#threads.values()) {
      const { room, parts } = thread
      const segment = parts.find(({ rootSegment }) => rootSegment !== null)?.rootSegment ?? null
      const isMissing = parts.every((part) => part.root === null)
      if (isMissing && segment !== null && this.#shown(thread)) wanted.add(segmentName(room, segment))
    }
    for (const document of wanted) await this.visit(document)
  }

  /** Reads the segment of this document from the device. Its room may be open nowhere, and who is in it must be known. */
  async visit(document: string): Promise<void> {
    const { segments, live } = this.#parts
    if (this.#closed) return
    const { room: id } = placeOf(document)
    const [room, segment] = [live.open(id), segments.open(document)]
    await Promise.all([room.rosterDocument.loaded, segment.document.loaded])
    this.#stale.add(segment)
    this.#look()
    await Promise.all([segments.close(document, segment), live.close(id, room)])
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
    const mention = earliest(parts.map((part) => part.mention))
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
      const kept = sameValue(before[root], part) ? before[root] : part
      if (kept) next[root] = kept
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
    this.#place(document, kept)
    const isEmpty = Object.keys(kept).length === 0
    if (isEmpty) this.#kept.delete(document)
    else this.#kept.set(document, kept)
    const { table } = this.#parts
    const stored = isEmpty ? table.delete(document) : table.put(document, kept)
    stored.catch(() => {}) // then the list is made again from what is opened later
  }

  /** Only threads of which the segment has something else than before are different afterwards. */
  #place(document: string, kept: KeptParts): void {
    const { room, number } = placeOf(document)
    const before = this.#kept.get(document) ?? {}
    for (const root of new Set([...Object.keys(before), ...Object.keys(kept)])) {
      if (before[root] === kept[root]) continue
      const key = threadKey(room, root)
      const others = this.#threads.peek(key)?.parts.filter((part) => part.number !== number) ?? none
      const part = kept[root]
      const parts = part ? [...others, { ...part, number }].sort((a, b) => a.number - b.number) : others
      if (parts.length > 0) this.#threads.set(key, { room, root, parts })
      else this.#threads.delete(key)
    }
  }

  #show(): void {
    this.#version[1]((before) => before + 1)
  }

  /** What was read from a segment meanwhile is newer. */
  async #read(): Promise<void> {
    for (const [document, kept] of await this.#parts.table.entries().catch(() => []))
      if (!this.#kept.has(document)) {
        this.#place(document, kept)
        this.#kept.set(document, kept)
      }
    this.#show()
  }
}

const none: readonly PlacedPart[] = []

const placeOf = (document: string): { room: string; number: number } => {
  const parsed = parseDocumentName(document)
  return parsed?.kind === 'segment' ? { room: parsed.room, number: parsed.segment } : { room: '', number: 0 }
}

const roomOf = (document: string): string => placeOf(document).room
