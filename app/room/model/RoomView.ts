import type { ForwardBody, PollBody } from '../../../shared/record/kinds.ts'
import type { RoomAct } from '../../../shared/room/act-rules.ts'
import type { Act } from '../../../shared/room/acts.ts'
import type { LinkEnd } from '../../../shared/room/invitation.ts'
import type { Pointer } from '../../../shared/room/message.ts'
import type { Poll } from '../../../shared/room/poll.ts'
import type { StatusLine } from '../../../shared/room/profile.ts'
import type { Role } from '../../../shared/room/roles.ts'
import type { InvitesBy, RosterRequest, ThreadsShown, Visibility } from '../../../shared/room/roster.ts'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import type { Position } from '../../base/position.ts'
import type { DropReason } from '../../store/tabs.ts'

/** A room as the screen draws it. Members that are functions are Solid accessors: read them where they are used. */
export interface RoomView extends RoomThreads, RoomHistory {
  readonly id: string
  /** Where only a thread of the room is shown: the name of its root. */
  readonly thread?: string
  /** `opening`: there is nothing to show yet. `gone`: this person is not, or is no longer, allowed to read the room. */
  phase(): RoomPhase
  /** For a direct conversation: the names of the other people in it. */
  title(): string
  topic(): string
  kind(): 'room' | 'direct'
  visibility(): Visibility
  picture(): string | null
  /** Whether people without an account may read it. */
  guests(): boolean
  invites(): InvitesBy
  /** When it was archived (closed for writing); null if it is open. */
  archived(): number | null
  role(): Role | 'guest'
  members(): readonly MemberView[]
  /** People who ask to join. */
  requests(): readonly RequestView[]
  banned(): readonly BannedView[]
  /** People who left or were removed, sorted by name. Their messages may still be here. */
  former(): readonly FormerView[]
  /** How many other people read it now as guests. */
  guestsReading(): number
  /** Display names of the other people who are typing. */
  typing(): readonly string[]
  /**
   * Tracked. How far the other members have read, by user id; null where nobody knows. Without those who don't tell or are
   * blocked. Null: nobody is told here, because the room is large, or this person does not tell or is a guest.
   */
  readers(): ReadonlyMap<string, Position | null> | null
  /** Tracked. Whether all that people have told since this segment is in memory. */
  knowsReaders(segment: number): boolean
  /**
   * The loaded part of the timeline, oldest first. Without messages that are being erased, and without the replies that
   * are folded away. Of a thread whose root is not among them, the first reply stays.
   */
  messages(): readonly MessageView[]
  /** Tracked. This device has the room and the relay does not: its data was restored from a backup without the room. */
  isLost(): boolean
  /** What happened in the room, oldest first. Also which messages were erased, as far as the timeline is loaded. */
  notices(): readonly MembershipNotice[]
  /** How far the person had read, or last wrote, when the room was opened. It stays the same until the next opening. */
  unreadFrom(): Position | null
  /** The current time on the relay's clock, which dates messages. The clock of this device may differ. */
  now(): number
  markRead(upTo: Position): void
  /** All that is here is read, also what is not on screen. */
  markAllRead(): void
  /** This message and all after it are unread again, on all devices of this person. */
  markUnread(from: MessageView): void
  /** Tracked. The last time that this person marked messages as unread by hand, and after which place; null if never. */
  markedUnread(): { at: number; after: Position } | null
  /** Tracked. Unread messages that arrived behind the place up to which this person has read, in order. */
  lateUnread(): readonly LatePlace[]
  /** The person has seen these of the late messages. */
  markLateRead(names: ReadonlySet<string>): void
  /**
   * Signs the message, in several if it is long. Resolves to their names when they are stored on this device. Throws
   * `NotAllKept` with the text that is not.
   */
  post(text: string, options?: PostOptions): Promise<readonly string[]>
  /** Erases at once what was just sent. Rejects if that could not be stored. */
  takeBack(names: readonly string[]): Promise<void>
  /**
   * The same acts that `MessageView.acts` tells about. Each resolves when it is stored on this device; the message shows
   * it at once, and `waiting` until the relay has it. What is so already is not written again.
   *
   * Throws `TooLongToEdit` if the text does not fit in one message. A text in which nothing is visible changes nothing.
   */
  edit(message: MessageView, text: string): Promise<void>
  react(message: MessageView, emoji: string, on: boolean): Promise<void>
  pin(message: MessageView, on: boolean): Promise<void>
  /** Chooses these options of a poll instead of those chosen before. None: withdraws the vote. */
  vote(message: MessageView, choices: readonly number[]): Promise<void>
  /** Ends a poll before its time, for good. */
  closePoll(message: MessageView): Promise<void>
  /** Takes away the note that a vote was refused. */
  dismissVote(message: MessageView): Promise<void>
  /** Ticks or clears the box of a task list. `at` is its place in the text, as `Task` has it. */
  tick(message: MessageView, at: number, done: boolean): Promise<void>
  /** Posts the words of these messages, after a comment if there is one, in each of these rooms of this person. */
  forward(messages: readonly MessageView[], rooms: readonly string[], comment: string): Promise<void>
  /** Hides the message at once. It is recorded after 10 s, also if the page is closed meanwhile. */
  erase(message: MessageView): Promise<void>
  /** Shows the message again. False: the 10 s are over. */
  undoErase(message: MessageView): Promise<boolean>
  /** The loaded messages that were erased here and can still be taken back, oldest first. */
  erasing(): readonly MessageView[]
  /** Tracked. The display name of anybody who is or was in the room; empty if there is none. */
  nameOf(user: string): string
  usernameOf(user: string): string
  /** The composer calls this at every key press. The view decides how often to tell other people. */
  typed(): void
  notSent(): readonly NotSentView[]
  sendAgain(id: string): Promise<void>
  discard(id: string): Promise<void>
  mayPost(): boolean
  /**
   * Why the rules refuse an act of this person here, or null. The relay applies the same rules. `user` is the person
   * the act is about; for `uninvite`, the person who made the invitation. Without `user`: somebody who was never in the
   * room.
   */
  judge(what: RoomAct, user?: string): RefusalCode | null
  may(what: RoomAct, user?: string): boolean
  /** Resolves to the refusal, or to null if none came in time. Acts without an answer yet are in `waiting`. */
  act(command: RoomCommand): Promise<RefusalCode | null>
  /** Makes an invite link on this device. The relay gets only a hash of its token. */
  invite(terms: InvitationTerms): Promise<NewInvitation>
  /** The invite links that this person may see, and links that ended because their maker may no longer invite. */
  invitations(): Promise<readonly InvitationView[] | 'offline'>
  /** Acts on this room that the relay has not answered, and changes that it took and that do not show yet. */
  waiting(): readonly RoomCommand[]
  close(): void
}

/** What is loaded of the history of a room. It has no gap, but it need not reach to the newest message. */
export interface RoomHistory {
  older(): 'none' | 'more' | 'loading'
  newer(): 'none' | 'more' | 'loading'
  /** Tracked. Nothing that belongs to the loaded part is on its way: it is in step with the relay, or we are offline. */
  isInStep(): boolean
  loadOlder(): Promise<void>
  loadNewer(): Promise<void>
  /** The person is back at the newest messages, so older segments may leave memory. */
  unloadOlder(): void
  /** Leaves only so much in memory around a segment as a person may soon scroll to. */
  releaseFarFrom(segment: number): void
  /** Loads the part around a segment instead. Resolves to whether it is here now. */
  goTo(segment: number): Promise<boolean>
  /** Loads the newest part instead, which is always here. */
  goToEnd(): void
  /** The number of the segment that has a message; null: none that this device can read has it. */
  whereIs(name: string): Promise<number | null>
  /** The first message from a time on. */
  firstSince(time: number): Promise<Since>
  /** Tracked. When the first message was written; null: nobody knows yet. */
  began(): number | null
  /** Tracked. All messages in memory, oldest first: also those newer than the loaded part. */
  held(): readonly MessageView[]
}

/** `isWhole`: nothing before it is missing on this device. */
export type Since = { name: string; segment: number; isWhole: boolean } | 'none' | 'not-here'

/** The threads of a room, as far as they are loaded. A thread is named by the message whose thread it is, its root. */
export interface RoomThreads {
  /** Where the replies of threads are shown: in the timeline, or folded into a line below the root. */
  threadsShown(): ThreadsShown
  /** All loaded messages, oldest first: also the replies that are folded away. */
  all(): readonly MessageView[]
  /** Tracked. A loaded message by its name. */
  find(name: string): MessageView | null
  /** Tracked. The root, or why it is not shown. */
  rootOf(thread: Pointer): QuoteView
  /** Tracked, oldest first. */
  repliesTo(root: string): readonly MessageView[]
  /** Tracked. Null: nobody has replied. */
  summaryOf(root: string): RepliesView | null
  /** Tracked. How far this person has read in a thread. Who writes in it has read everything above. */
  threadReadTo(root: string): Position | null
  markThreadRead(root: string, upTo: Position): void
  /** This reply and all after it are unread again. */
  markThreadUnread(root: string, from: MessageView): void
  /** Tracked. As `markedUnread`, of a thread. */
  threadMarkedUnread(root: string): { at: number; after: Position } | null
  /** Tracked. A person follows a thread that they started, wrote in or were mentioned in, unless they decided otherwise. */
  follows(root: string): boolean
  follow(root: string, on: boolean): void
  /** Opens a thread beside the timeline. Whoever calls it closes it. */
  hold(root: string): HeldThread
}

/** A thread that is open beside the timeline. Its root and its replies stay in memory until it is closed. */
export interface HeldThread extends Pick<RoomHistory, 'older' | 'loadOlder'> {
  /** Tracked. The segment of the root; null: nobody has said it yet. */
  rootSegment(): number | null
  close(): void
}

/** The line below a root. */
export interface RepliesView {
  count: number
  /** Of others, after what this person has read. */
  unread: number
  /** The time of the last reply. */
  last: number
  /** The last authors, each once, the latest first. */
  authors: readonly Pick<MessageView, 'name' | 'user' | 'author' | 'picture' | 'nobody'>[]
}

export interface LatePlace extends Position {
  segment: number
  /** When it reached the relay. */
  at: number
}

/** An act on this room, without the room's id. */
export type RoomCommand = CommandOf<Act>
type CommandOf<A> = A extends { do: RoomAct } ? Omit<A, 'room'> : never

export type RoomPhase = { name: 'opening' } | { name: 'open' } | { name: 'gone'; why: GoneReason }
export type GoneReason = 'no-such-room' | 'not-yours' | 'signed-out' | 'not-here-and-offline' | DropReason

export interface MemberView {
  user: string
  name: string
  username: string
  role: Role
  picture: string | null
  status: StatusLine | null
  presence: Presence
  /** Has this room on screen. */
  here: boolean
  you: boolean
}
export interface RequestView extends RosterRequest {
  user: string
}
export interface FormerView {
  user: string
  name: string
  username: string
  picture: string | null
}
export interface BannedView extends FormerView {
  /** When their messages here will be erased for good. Until then the ban can be lifted and the messages come back. */
  erasing: number | null
}

/** Null means no limit. */
export interface InvitationTerms {
  /** Milliseconds since 1970. */
  expires: number | null
  uses: number | null
}
export interface NewInvitation {
  token: string
  refused: RefusalCode | null
}
export interface InvitationView extends InvitationTerms {
  id: string
  /** User id of its maker. */
  by: string
  made: number
  used: number
  /** Why the link no longer works, if its maker may no longer invite. */
  ended: LinkEnd | null
}
/** `unknown`: this device isn't connected, so the relay can't tell it. */
export type Presence = 'online' | 'away' | 'offline' | 'unknown'

export interface PostOptions {
  /** The message that it replies to. */
  re?: Pointer
  /** The message whose thread it is in. */
  thread?: Pointer
  /** Makes it a poll. The text is the question. */
  poll?: PollBody
}

/** An unchanged message stays the same object. Its getters are tracked. */
export interface MessageView extends Position {
  /** Number of the segment that has it. */
  segment: number
  /** User id of the author; null for an imported message. */
  user: string | null
  author: string
  picture: string | null
  /** The author's account was deleted. */
  nobody: boolean
  /** This person has blocked the author. */
  blocked: boolean
  text: string
  own: boolean
  /** Known for own messages only; for all others it is `relay`. */
  state: SendState
  /** When its text was last changed; null if it never was. */
  editedAt: number | null
  /** What the text was before each edit, the oldest first, and from when. */
  edits: readonly { readonly text: string; readonly time: number }[]
  /** The message that this one replies to. A getter. */
  re: QuoteView | null
  /** The message whose thread it is in. */
  thread: Pointer | null
  /** The thread of this message; null if it has none. A getter. */
  replies: RepliesView | null
  /** User ids. */
  mentions: readonly string[]
  everyone: boolean
  /** It is of somebody else and mentions this person. */
  mentionsMe: boolean
  /** In the order of their first use. `users` are user ids, and `own` says whether this person is among them. */
  reactions: readonly ReactionView[]
  pinned: { readonly by: string; readonly time: number } | null
  poll: PollView | null
  /** Where its words are from, as the person says who forwarded it. */
  forward: Readonly<ForwardBody> | null
  /** Whether this person saved it for later; null for a guest. A getter. */
  saved: boolean | null
  /** What this person may do with it now. A getter. */
  acts: MessageActs
  /** An edit, reaction, vote, pin or erasure of this person is not on the relay yet. A getter. */
  waiting: boolean
  /** Why the relay refused this person's last vote in it. A getter. */
  voteRefused: RefusalCode | null
  /** It reached the relay more than ten minutes after it was written. */
  late: boolean
  imported: boolean
  /** `forged`: the signature is not the author's, and the screen must warn. */
  signature: 'pending' | 'verified' | 'forged'
}
export interface ReactionView {
  readonly emoji: string
  readonly users: readonly string[]
  readonly own: boolean
}

/** A poll as it stands. Its question is the text of the message. */
export interface PollView extends Omit<Poll, 'options' | 'votes'> {
  /** `users` are empty if the poll does not name them, but `votes` counts them. */
  readonly options: readonly {
    readonly text: string
    readonly votes: number
    readonly users: readonly string[]
    readonly own: boolean
  }[]
  /** How many people have voted. */
  readonly voters: number
}

/** `erased` also if it was erased without a notice, for example with all that a banned person wrote. */
export interface QuoteView {
  name: string
  /** Null: whoever replied did not say in which segment it is. */
  segment: number | null
  state: 'here' | 'erased' | 'not-here'
  /** Empty unless it is here, like `text`. */
  author: string
  text: string
  /** This person has blocked the author. */
  blocked: boolean
}

export type MessageActs = Readonly<
  Record<'reply' | 'react' | 'edit' | 'erase' | 'pin' | 'vote' | 'close' | 'forward', boolean>
>

export type SendState = { name: 'device' } | { name: 'relay' } | { name: 'refused'; code: RefusalCode }

/**
 * `name` is the person's name. For `renamed` it is the old name of the room. For `erased`, `time` is where the message
 * stood, and `name` and `user` are those of the person who erased it.
 */
export interface MembershipNotice {
  time: number
  name: string
  did: 'joined' | 'left' | 'removed' | 'banned' | 'unbanned' | 'renamed' | 'device' | 'erased'
  /** User id of the person. Missing for `renamed`. */
  user?: string
  /** For `renamed`: the new name of the room. */
  to?: string
  /** For `erased`: the name of the message's author if somebody else erased it; empty if nobody knows the author. */
  of?: string
}

export interface NotSentView {
  id: string
  text: string
  re?: Pointer
  thread?: Pointer
  time: number
  code: RefusalCode
}
