import type { ForwardBody, PostBody } from '../record/kinds.ts'
import { parseRecordName } from '../record/name.ts'
import { sameValue } from '../same-value.ts'
import type { FoldEntry } from './entry.ts'
import { type Poll, termsAt } from './poll.ts'
import { judgeRecord, type Target } from './record-rules.ts'
import type { Standing } from './roles.ts'

/** A message as a person reads it, folded from records. It never changes: a changed message is a new object. */
export interface Message {
  readonly name: string
  readonly time: number
  /** User id of the author; for an imported message, of the person who imported it. */
  readonly user: string
  readonly device: string
  readonly text: string
  /** What the text was before each edit, the oldest first, with the times from which it was so. */
  readonly edits: readonly { readonly text: string; readonly time: number }[]
  /** The time of the last edit. Null: it was never edited. */
  readonly editedAt: number | null
  readonly pinned: { readonly by: string; readonly time: number } | null
  /** The message that this one replies to, and the message whose thread this one is in. */
  readonly re: Pointer | null
  readonly thread: Pointer | null
  /** User ids. */
  readonly mentions: readonly string[]
  /** It mentions everybody. */
  readonly everyone: boolean
  readonly imported: { readonly who: string } | null
  /** Its words are those of another message. Nobody checks that: `who` is what the person says who forwards it. */
  readonly forward: Readonly<ForwardBody> | null
  readonly poll: Poll | null
  /** Emoji → user ids, both ordered by who used it first. */
  readonly reactions: ReadonlyMap<string, readonly string[]>
  /** Names of the records that its text was folded from, the post first. */
  readonly from: readonly string[]
}

/** Another message. `segment` is null if its author did not say in which segment it is. */
export interface Pointer {
  readonly name: string
  readonly segment: number | null
}

/** That a message was erased. */
export interface Erasure {
  /** Of the erased message. */
  readonly name: string
  /** The time of the erased message, so where it stood. Null: nobody here knows. */
  readonly time: number | null
  /** User id of its author. Null: the device in the name belongs to nobody here. */
  readonly author: string | null
  /** User id of the person who erased it, and when. */
  readonly by: string
  readonly at: number
}

/** What the records about one name come to. Both are null if there is nothing to show. */
export interface Folded {
  readonly message: Message | null
  readonly erasure: Erasure | null
}

/** Returns a device's user and that user's standing in the room; null for a device that the roster does not know. */
export type WhoIs = (device: string) => { user: string; standing: Standing } | null

/**
 * Folds one message. `said` is the post or import itself, or undefined if it is not here. `about` are the records that
 * refer to it, in order of (time, name). Records that the rules would refuse are skipped, so that a relay cannot add them
 * unnoticed. Past members count as members, because they were members when the relay accepted the record.
 */
export const foldMessage = (
  name: string,
  said: FoldEntry | undefined,
  about: readonly FoldEntry[],
  whoIs: WhoIs,
): Folded => {
  const erasure = erasureOf(name, said, about, whoIs)
  const draft = said && erasure === null ? startDraft(said, whoIs) : null
  if (!draft) return { message: null, erasure }
  for (const entry of about) apply(draft, entry, whoIs)
  return { message: finish(draft), erasure: null }
}

type Draft = Omit<Message, 'edits' | 'from' | 'reactions' | 'poll'> & {
  -readonly [K in 'text' | 'editedAt' | 'pinned' | 'mentions']: Message[K]
} & {
  poll: (Poll & { closed: Poll['closed']; votes: Map<string, readonly number[]> }) | null
  kind: 'post' | 'import'
  edits: { text: string; time: number }[]
  from: string[]
  reactions: Map<string, Set<string>>
}

const startDraft = ({ name, time, device, body }: FoldEntry, whoIs: WhoIs): Draft | null => {
  const author = whoIs(device)
  if (author === null || (body.kind !== 'post' && body.kind !== 'import')) return null
  const post: Partial<PostBody> = body.kind === 'post' ? body : {}
  return {
    name,
    time,
    device,
    kind: body.kind,
    user: author.user,
    text: body.text,
    edits: [],
    editedAt: null,
    pinned: null,
    re: pointer(post.re, post.reSegment),
    // Nothing is in its own thread.
    thread: post.thread === name ? null : pointer(post.thread, post.threadSegment),
    mentions: post.mentions ?? [],
    everyone: post.everyone ?? false,
    imported: body.kind === 'import' ? { who: body.who } : null,
    forward: post.forward ?? null,
    poll: post.poll ? { ...post.poll, closed: null, votes: new Map() } : null,
    reactions: new Map(),
    from: [name],
  }
}

const pointer = (name: string | undefined, segment: number | undefined): Pointer | null =>
  name === undefined ? null : { name, segment: segment ?? null }

const finish = ({ kind: _, reactions, ...message }: Draft): Message => ({
  ...message,
  reactions: new Map([...reactions].map(([emoji, users]) => [emoji, [...users]])),
})

const apply = (draft: Draft, entry: FoldEntry, whoIs: WhoIs): void => {
  const by = whoIs(entry.device)
  if (by === null || !isAllowed(entry, by, targetIn(draft, entry.time))) return
  const { body, name, time } = entry
  switch (body.kind) {
    case 'edit':
      draft.edits.push({ text: draft.text, time: draft.editedAt ?? draft.time })
      draft.text = body.text
      draft.editedAt = time
      draft.mentions = body.mentions ?? []
      draft.from.push(name)
      return
    case 'react':
      react(draft.reactions, body.emoji, by.user, body.on)
      return
    case 'pin':
      draft.pinned = body.on ? { by: by.user, time } : null
      return
    case 'vote':
      // So that the order is that of the last votes.
      draft.poll?.votes.delete(by.user)
      if (body.choices.length > 0) draft.poll?.votes.set(by.user, body.choices)
      return
    case 'close':
      if (draft.poll) draft.poll = { ...draft.poll, closed: { by: by.user, time } }
      return
    case 'erase':
    case 'post':
    case 'import':
    case 'set':
      return
  }
}

const targetIn = ({ user, kind, poll }: Draft, time: number): Omit<Target, 'erased'> => ({
  author: user,
  kind,
  poll: poll && termsAt(poll, time),
})

const react = (reactions: Map<string, Set<string>>, emoji: string, user: string, on: boolean): void => {
  const users = reactions.get(emoji) ?? new Set()
  if (on) users.add(user)
  else users.delete(user)
  if (users.size > 0) reactions.set(emoji, users)
  else reactions.delete(emoji)
}

/** The message with reactions that come after all other records about it. The same object if they change nothing. */
export const addReactions = (message: Message, added: readonly FoldEntry[], whoIs: WhoIs): Message => {
  const target = { author: message.user, kind: message.imported ? 'import' : 'post' } as const
  const reactions = new Map(message.reactions)
  for (const entry of added) {
    const by = whoIs(entry.device)
    if (by === null || entry.body.kind !== 'react' || !isAllowed(entry, by, target)) continue
    const { emoji, on } = entry.body
    const users = reactions.get(emoji) ?? []
    if (users.includes(by.user) === on) continue
    const next = on ? [...users, by.user] : users.filter((user) => user !== by.user)
    if (next.length > 0) reactions.set(emoji, next)
    else reactions.delete(emoji)
  }
  return sameValue(message.reactions, reactions) ? message : { ...message, reactions }
}

/**
 * The first erasure that the rules allow. If the message is no longer here, the device in its name tells who wrote it.
 * Without the message, an erasure that has no time may be that of an edit or a reaction.
 */
const erasureOf = (
  name: string,
  said: FoldEntry | undefined,
  about: readonly FoldEntry[],
  whoIs: WhoIs,
): Erasure | null => {
  if (said && said.kind !== 'post' && said.kind !== 'import') return null
  for (const entry of about) {
    const { body, device, time: at } = entry
    const by = body.kind === 'erase' ? whoIs(device) : null
    if (body.kind !== 'erase' || by === null) continue
    const author = whoIs(said?.device ?? parseRecordName(name)?.device ?? '')?.user ?? null
    if (!isAllowed(entry, by, { author: author ?? '', kind: said?.kind ?? 'post' })) continue
    return { name, time: said?.time ?? body.time ?? null, author, by: by.user, at }
  }
  return null
}

const isAllowed = (
  { kind, body }: FoldEntry,
  { user, standing }: NonNullable<ReturnType<WhoIs>>,
  target: Omit<Target, 'erased'>,
): boolean =>
  judgeRecord({
    kind,
    author: user,
    standing: standing === 'guest' ? 'member' : standing,
    ownRoom: false,
    archived: false,
    blocked: false,
    called: 0,
    target: { ...target, erased: false },
    choices: body.kind === 'vote' ? body.choices : [],
  }) === null
