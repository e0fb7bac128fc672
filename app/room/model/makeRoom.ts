import { batch, createSignal, untrack } from 'solid-js'
import type { ForwardBody } from '../../../shared/record/kinds.ts'
import type { Erasure, Message, Pointer } from '../../../shared/room/message.ts'
import { readFrom } from '../../../shared/room/read-mark.ts'
import { type Roster, readRoster } from '../../../shared/room/roster.ts'
import { isFewEnough } from '../../../shared/room/seen.ts'
import { followed } from '../../base/followed.ts'
import { perFrame } from '../../base/perFrame.ts'
import type { Position } from '../../base/position.ts'
import type { ShownPresence } from '../../presence/presence.ts'
import { nextTypingEnd, otherGuestsIn, type Present, presentIn } from '../../presence/present.ts'
import { newestIn } from '../../segments/newestIn.ts'
import type { Segment } from '../../segments/segment.ts'
import { entryId, isMessage } from '../../store/journal.ts'
import { holdThread } from './heldThread.ts'
import { apart, hiddenHere } from './hiddenHere.ts'
import { LoadedSegments } from './loadedSegments.ts'
import type { Said } from './mentions.ts'
import { actsOn, messageActs } from './messageActs.ts'
import { Timeline } from './messages.ts'
import { noticesOf } from './notices.ts'
import {
  bannedIn,
  formerIn,
  keepSame,
  membersOf,
  nextStatusEnd,
  requestsIn,
  standingIn,
  titleOf,
  typingIn,
} from './people.ts'
import { postParts } from './postParts.ts'
import { prepareSegment } from './prepareSegment.ts'
import { quoteOf } from './quotes.ts'
import type {
  GoneReason,
  MembershipNotice,
  MemberView,
  MessageView,
  PostOptions,
  RoomHistory,
  RoomPhase,
  RoomView,
} from './RoomView.ts'
import type { Readers } from './readBy.ts'
import { handMark, justBefore, readUpTo } from './readUpTo.ts'
import { roomActs } from './roomActs.ts'
import type { Member, RoomParts } from './roomParts.ts'
import { RoomSignatures } from './roomSignatures.ts'
import { threadsIn } from './threadsIn.ts'
import { whyClosed, whyGone } from './whyClosed.ts'

type ReadBy = typeof import('./readBy.ts')

/** Browser timers fail above about 24 days. Nobody looks at a room for that long. */
const longestWaitMs = 24 * 60 * 60_000

/** What reached the relay this long ago is here too, if this device is in step. */
const onTheWayMs = 5_000

/** Opens a room for the screen. The caller closes it. */
export const makeRoom = (id: string, parts: RoomParts): RoomView => {
  const { member, network, late, clock } = parts
  const me = member?.me.id ?? null
  const live = parts.live.open(id)
  const signatures = new RoomSignatures(id, parts.verifier, (device) => live.publicKeyOf(device))
  const source = {
    isUnsent: (name: string) => member?.book.find(entryId({ room: id, name })) !== undefined,
    lateAt: (name: string) => late.lateAt(id, name),
    isBlocked: (user: string) => member?.isBlocked(user) ?? false,
    isSaved: (name: string) => member && (member.own.of(`saved/${id}/${name}`) ?? null) !== null,
    isWaiting: (name: string) => (member?.waiting.on(id, name).size ?? 0) > 0,
    actsOn: (message: Message) => actsOn(roster(), me, message, parts.now()),
    replies: (root: string) => threads.view.summaryOf(root),
    voteRefused: (name: string) =>
      member?.book.notSent().findLast(({ room, vote }) => room === id && vote === name)?.code ?? null,
    quote: (of: Pointer) => {
      followHeld() // a quote changes with the message that it quotes
      return quoteOf(of, { segments: loaded.held, live, find, isErasing })
    },
  }
  /** Erased here: it may still be taken back, or the relay does not know it yet. */
  const isErasing = (name: string) =>
    member !== null && (member.erasing.has(id, name) || member.waiting.on(id, name).has('erase'))
  const timeline = new Timeline({ me, live, signatures, source })
  const find = (name: string) => timeline.find(name, loaded.held)
  const findHere = (name: string) => {
    followHeld()
    return find(name)
  }
  /**
   * What each segment has of a thread, in memory or not. After a restored backup the newest segment has what those above
   * it have.
   */
  const threadParts = (root: string) =>
    member?.threadParts(id, root)?.filter(({ number }) => !live.above.some((segment) => segment.number === number)) ??
    null

  const [roster, setRoster] = createSignal<Roster>(readRoster([]))
  const [all, setAll] = createSignal<readonly MessageView[]>([])
  /** Different after every change of a segment in memory, whether it is shown or not. */
  const [heldTalk, setHeldTalk] = createSignal<readonly unknown[]>([], { equals: sameList })
  const [messages, setMessages] = createSignal<readonly MessageView[]>([])
  const [erasing, setErasing] = createSignal<readonly MessageView[]>([])
  const [members, setMembers] = createSignal<readonly MemberView[]>([])
  const [notices, setNotices] = createSignal<readonly MembershipNotice[]>([])
  const [typing, setTyping] = createSignal<readonly string[]>([], { equals: sameList })
  const [guestsReading, setGuestsReading] = createSignal(0)
  const [readers, setReaders] = createSignal<Readers | null>(null)
  const [unreadFrom, setUnreadFrom] = createSignal<Position | null>(null)
  const [gone, setGone] = createSignal<GoneReason | null>(null)
  const [hasLooked, setHasLooked] = createSignal(false)
  /** The room opens only when the place of the unread line is known, so that the first paint is at the right place. */
  const [knowsLine, setKnowsLine] = createSignal(member === null)
  let erasures: readonly Erasure[] = []
  let presence: ShownPresence | null = null
  let telling: ReturnType<Member['telling']['show']> | null = null
  let readBy: ReadBy | 'loading' | null = null
  let cancelLook = () => {}
  let wasShown = false
  let closed = false
  const threads = threadsIn({
    id,
    member,
    live,
    shown: () => roster().threads,
    all,
    find,
    kept: (root) => (threadParts(root) ?? []).filter(({ number }) => !loaded.has(number)),
    readTo: () => member?.readMarks.of(id) ?? joined(),
    now: parts.now,
  })

  const show = () => batch(refresh)
  const frame = perFrame(show)
  const prepare = (segment: Segment) => prepareSegment(segment, { live, signatures, clock })
  const loaded = new LoadedSegments(id, parts.segments, { changed: frame.ask, arrived: frame.now, prepare })

  const refresh = () => {
    setHasLooked(live.rosterDocument.hasLoaded)
    if (!live.isKnown) return
    if (live.roster.head !== loaded.head?.number) loaded.reach(live.roster.head)
    const now = clock.now()
    const { awareness } = live.rosterDocument
    const knowsWhoIsThere = untrack(() => live.rosterDocument.state()).name === 'synced'
    const present = presentIn(awareness, now)
    const erased = loaded.shown.flatMap((segment) => segment.folding(live.whoIs).erasures())
    const noticesChanged = untrack(roster) !== live.roster || !sameList(erased, erasures)
    erasures = erased
    setRoster(live.roster)
    setMembers((before) => keepSame(before, membersOf(live.roster, knowsWhoIsThere ? present : null, me, now)))
    setTyping(untrack(() => typingIn(live.roster, present, (user) => user !== me && !member?.isBlocked(user))))
    setGuestsReading(otherGuestsIn(awareness, standingIn(live.roster, me) === 'guest'))
    lookAgain([nextTypingEnd(awareness, now), nextStatusEnd(live.roster, now)], now)
    if (noticesChanged) setNotices(noticesOf(live.roster, me, erased))
    showMessages()
    showReaders(present)
    bePresent()
    rememberWhereReadingStopped()
  }
  const showMessages = () => {
    const rows = timeline.rows(loaded.shown)
    const hidden: ReadonlySet<string> = member ? hiddenHere(id, member) : new Set()
    const { shown, left } = apart(rows, hidden)
    const { held } = loaded
    threads.rows.look({
      segments: held,
      whoIs: live.whoIs,
      hidden,
      checks: timeline.checks,
      rowOf: (message, at) => timeline.rowOf(message, held[at] as Segment),
    })
    const talk = held.map((segment) => segment.messages(live.whoIs))
    const before = untrack(heldTalk)
    for (const [at, segment] of held.entries())
      if (!before.includes(talk[at]) && !loaded.shown.includes(segment)) signatures.ask(segment)
    setHeldTalk([...talk, timeline.checks])
    setAll((before) => (sameList(before, shown) ? before : shown))
    const isShown = (root: string) => !hidden.has(root) && timeline.find(root, loaded.shown)?.thread === null
    const unfolded = live.roster.threads === 'folded' ? threads.fold(shown, isShown) : shown
    setMessages((before) => (before === unfolded || sameList(before, unfolded) ? before : unfolded))
    const due = untrack(() => left.filter(({ name }) => member?.erasing.has(id, name)))
    setErasing((before) => (sameList(before, due) ? before : due))
  }
  const followHeld = () => {
    all() // also when one is being erased
    heldTalk()
  }
  /** Typing and statuses end without an event, so look again when the next one ends. */
  const lookAgain = (ends: readonly (number | null)[], now: number) => {
    cancelLook()
    const next = Math.min(...ends.map((at) => at ?? Number.POSITIVE_INFINITY))
    if (next < now + longestWaitMs) cancelLook = clock.after(next - now, frame.ask)
  }
  const bePresent = () => {
    if (!member || standingIn(live.roster, me) === 'guest') return
    presence ??= member.presence.show(live)
    telling ??= member.telling.show(live)
  }
  /** Its code is not needed for the first paint. */
  const showReaders = (present: ReadonlyMap<string, Present>): void => {
    const isTold = standingIn(live.roster, me) !== 'guest' && isFewEnough(live.roster.members.values())
    if (!member || !isTold || !untrack(() => member.telling.shows())) return void setReaders(null)
    if (readBy === null) {
      readBy = 'loading'
      const load = (found: ReadBy | null) => {
        readBy = found
        if (found && !closed) frame.ask()
      }
      // Without a network it may fail, and is tried again with the next change.
      import('./readBy.ts').then(load, () => load(null))
    }
    if (readBy === 'loading') return
    const { readersIn, keepSameReaders } = readBy
    const isShown = (user: string) => user !== me && !member.isBlocked(user)
    const after = readersIn(live, { segments: loaded.held, present, now: parts.now(), isShown })
    setReaders((before) => keepSameReaders(before, after))
  }
  const rememberWhereReadingStopped = () => {
    if (untrack(knowsLine) || !member?.readMarks.isReady() || !loaded.isHeadLoaded()) return
    setKnowsLine(true)
    const mark = readFrom(member.readMarks.of(id), joined()?.time ?? 0)
    setUnreadFrom(mark.time > 0 ? readUpTo(live, member.me.id, mark) : null)
  }
  const joined = (): Position | null => {
    const span = me === null ? undefined : live.roster.members.get(me)?.spans.at(-1)
    return span ? { time: span[0], name: '' } : null
  }

  const stops = [
    live.changed.subscribe(frame.ask),
    followed(() => live.rosterDocument.state(), frame.ask),
    signatures.changed.subscribe((segment) => {
      timeline.signaturesChecked(segment)
      frame.ask()
    }),
    member?.readMarks.changed.subscribe(frame.ask) ?? (() => {}),
    member?.erasing.changed.subscribe(frame.ask) ?? (() => {}),
    member?.waiting.changed.subscribe(frame.ask) ?? (() => {}),
    member ? followed(() => member.telling.shows(), frame.ask) : () => {},
    member?.dropped.subscribe(({ room, why }) => room === id && setGone(why)) ?? (() => {}),
  ]
  show()

  /** Nothing that came late is left unread, so far as this device can know. */
  const lateSeen = (): number | undefined => {
    const isInStep = loaded.head?.document.state().name === 'synced'
    if (!member || !isInStep || member.lateUnread(id).length > 0) return undefined
    const known = loaded.held.flatMap(({ document }) => [...late.in(document.name).values()])
    return known.reduce((a, b) => Math.max(a, b), parts.now() - onTheWayMs)
  }
  const markRead = (upTo: Position, seen = untrack(lateSeen)) => {
    member?.readMarks.mark(id, upTo, seen)
    telling?.readOn()
    threads.readOn()
  }
  const reading = (): Pick<
    RoomView,
    'markRead' | 'markAllRead' | 'markUnread' | 'markedUnread' | 'lateUnread' | 'markLateRead'
  > => ({
    markRead: (upTo) => markRead(upTo),
    markAllRead: () => {
      // Also what is below the part that is shown.
      const last = live.head?.messages(live.whoIs).at(-1) ?? untrack(all).at(-1)
      const newest = untrack(() => member?.lateUnread(id) ?? []).map(({ at }) => at)
      if (last) markRead(last, newest.length > 0 ? Math.max(...newest) : undefined)
    },
    markUnread: (from) => {
      const rows = untrack(all)
      const before = rows[rows.findIndex(({ name }) => name === from.name) - 1]
      member?.readMarks.markUnread(
        id,
        before ?? justBefore(from),
        Math.max(parts.now(), newestIn(live.roster, loaded.held)),
      )
    },
    markedUnread: () => handMark(member?.readMarks.of(id) ?? null),
    lateUnread: () => member?.lateUnread(id) ?? [],
    markLateRead: (names) => {
      const [left, mark] = [untrack(() => member?.lateUnread(id) ?? []), member?.readMarks.of(id)]
      const unseen = left.flatMap(({ name, at }) => (names.has(name) ? [] : [at]))
      const newest = Math.max(...left.map(({ at }) => at))
      const seen = unseen.length > 0 ? Math.min(...unseen) - 1 : newest
      if (mark && left.length > unseen.length) member?.readMarks.mark(id, mark, seen)
    },
  })

  const phase = (): RoomPhase => {
    const why = whyGone(gone(), whyClosed(live.rosterDocument.state(), roster(), me))
    if (why && !isKeptHere(why)) return { name: 'gone', why }
    if (roster().made > 0 && hasTalk() && knowsLine()) return { name: 'open' }
    if (roster().made === 0 && hasLooked() && network() === 'offline')
      return { name: 'gone', why: 'not-here-and-offline' }
    return { name: 'opening' }
  }
  /** People go back to their own rooms. One who only looks in is counted as a reader while the room is open. */
  const isLikelyNext = () => standingIn(live.roster, me) !== 'guest' && untrack(phase).name === 'open'
  const isLost = () => member?.isLost(id) ?? false
  const isKeptHere = (why: GoneReason): boolean =>
    (why === 'no-such-room' || why === 'not-yours' || why === 'removed') && isLost() && roster().made > 0
  /** A room that is empty on this device opens only if the relay will not send messages. Once open, it stays open. */
  const hasTalk = (): boolean => {
    if (!loaded.isHeadLoaded()) return false
    const isAll = network() === 'offline' || member?.isWaiting(id) || loaded.head?.document.state().name !== 'local'
    wasShown ||= messages().length > 0 || isAll
    return wasShown
  }

  const post = async (text: string, { re, thread, poll, forward }: Carries, notSent?: string) => {
    const { head } = loaded
    if (!member || !head) throw new Error('cannot post: nobody is signed in, or the room is not open')
    presence?.stoppedTyping()
    const names: string[] = []
    await postParts(text, async (part, at) => {
      const first = at === 0 && { ...(re && replyTo(re)), ...(poll && { poll }) }
      const said = { kind: 'post' as const, text: part, ...first, ...inThread(thread) }
      const body = forward ? { ...said, forward } : await mentioning(said)
      const where = { room: id, segment: head.number, newest: newestIn(live.roster, loaded.held) }
      const written = await member.write(where, body, '', at === 0 && notSent ? { notSent } : {})
      if (written) names.push(written.name)
    })
    return names
  }
  const loadMentions = () => import('./mentions.ts')
  // Before there is a text. If it cannot be loaded now, it is loaded again when it is needed.
  loadMentions().catch(() => {})
  const mentioning = async (body: Said): Promise<Said> => {
    if (!body.text.includes('@')) return body
    const role = () => standingIn(roster(), me)
    const { mayMentionAll, withMentions } = await loadMentions()
    return withMentions(body, members(), mayMentionAll({ kind: () => roster().kind, role, members }))
  }
  const acts = roomActs({ ...parts, id, live, roster })
  const isOffline = () => network() === 'offline'
  const seek = async () => {
    const { seekIn } = await import('./seek.ts')
    const hidden = member ? hiddenHere(id, member) : new Set()
    const isFolded = live.roster.threads === 'folded'
    const isShown = ({ name, thread }: Pick<Message, 'name' | 'thread'>) => !hidden.has(name) && !(isFolded && thread)
    return seekIn({ id, live, segments: parts.segments, isOffline, isShown })
  }

  return {
    id,
    phase,
    ...acts,
    title: () => titleOf(roster(), me),
    topic: () => roster().topic,
    kind: () => roster().kind,
    visibility: () => roster().visibility,
    picture: () => roster().picture,
    guests: () => roster().guests,
    invites: () => roster().invites,
    archived: () => roster().archived,
    role: () => standingIn(roster(), me),
    members,
    requests: () => requestsIn(roster()),
    banned: () => bannedIn(roster()),
    former: () => formerIn(roster()),
    guestsReading,
    typing,
    readers,
    knowsReaders: (segment) => {
      followHeld()
      const held = new Set(loaded.held.map(({ number }) => number))
      for (let number = segment; number < roster().head; number++) if (!held.has(number)) return false
      return true
    },
    messages,
    repliesTo: (root) => threads.rows.of(root),
    ...threads.view,
    all,
    threadsShown: () => roster().threads,
    find: findHere,
    rootOf: source.quote,
    hold: (root) =>
      holdThread(root, {
        loaded,
        followHeld,
        parts: () => threadParts(root),
        head: () => roster().head,
        isNeeded: (segment) => hasOfThread(segment.folding(live.whoIs), root),
        saidRootSegment: () => findHere(root)?.segment ?? threads.rows.of(root)[0]?.thread?.segment ?? null,
        rootOf: source.quote,
        whereIs: async (name) => (await seek()).whereIs(name),
        isOffline,
      }),
    isLost,
    notices,
    ...historyOf(loaded, isOffline, seek),
    began: () => roster().segments.get(1)?.[0] ?? all()[0]?.time ?? null,
    held: () => {
      followHeld()
      return timeline.rowsOf(loaded.held)
    },
    unreadFrom,
    now: parts.now,
    ...reading(),
    post: (text, options = {}) => post(text, options),
    forward: async (messages, rooms, comment) => {
      const { forwardTo } = await import('./forwarding.ts')
      await forwardTo(member, { id, kind: roster().kind }, { messages, rooms, comment })
    },
    ...messageActs({ id, member, live, segments: () => loaded.held, find, mentioning }),
    erasing,
    nameOf: (user) => roster().members.get(user)?.name ?? '',
    usernameOf: (user) => roster().members.get(user)?.username ?? '',
    typed: () => presence?.typed(),
    notSent: () => member?.book.notSent().filter((one) => one.room === id && isMessage(one)) ?? [],
    sendAgain: async (entry) => {
      const found = member?.book.notSent().find((one) => one.id === entry)
      if (found && acts.mayPost()) await post(found.text, found, entry)
    },
    discard: async (entry) => member?.book.discard(entry),
    close: () => {
      if (closed) return
      closed = true
      frame.close()
      cancelLook()
      for (const stop of stops) stop()
      acts.close()
      telling?.close()
      presence?.close()
      member?.readMarks.writeDown(id)
      if (isLikelyNext()) parts.warm.warm(id)
      loaded.close()
      void parts.live.close(id, live)
    },
  }
}

/** What a post carries besides its text. */
interface Carries extends PostOptions {
  forward?: ForwardBody
}

const replyTo = ({ name, segment }: Pointer) => ({ re: name, ...(segment !== null && { reSegment: segment }) })

const historyOf = (
  loaded: LoadedSegments,
  isOffline: () => boolean,
  seek: () => Promise<Pick<RoomHistory, 'whereIs' | 'firstSince'>>,
): Omit<RoomHistory, 'began' | 'held'> => ({
  older: () => loaded.older(),
  newer: () => loaded.newer(),
  isInStep: () => isOffline() || loaded.isInStep(),
  loadOlder: () => loaded.loadOlder(),
  loadNewer: () => loaded.loadNewer(),
  unloadOlder: () => loaded.unloadOlder(),
  releaseFarFrom: (segment) => loaded.releaseFarFrom(segment),
  goTo: (segment) => loaded.goTo(segment, () => !untrack(isOffline)),
  goToEnd: () => loaded.goToEnd(),
  whereIs: async (name) => (await seek()).whereIs(name),
  firstSince: async (time) => (await seek()).firstSince(time),
})

const inThread = (thread: Pointer | undefined) =>
  thread && { thread: thread.name, ...(thread.segment !== null && { threadSegment: thread.segment }) }

const hasOfThread = (folding: ReturnType<Segment['folding']>, root: string): boolean =>
  folding.threads().has(root) || folding.message(root) !== null

const sameList = <T>(a: readonly T[], b: readonly T[]) => a.length === b.length && a.every((one, at) => one === b[at])
