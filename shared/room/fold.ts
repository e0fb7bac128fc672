import { toBase64url } from '../base64url.ts'
import { type Body, type Kind, kindOf, readBody } from '../record/kinds.ts'
import { comparePositions, isRecordName, recordName } from '../record/name.ts'
import { readRecord } from '../record/record.ts'
import { judgeRecord } from './record-rules.ts'
import type { Standing } from './roles.ts'

/** A record in the form that the fold reads. */
export interface FoldEntry {
  name: string
  /** Device id, base64url. */
  device: string
  kind: Kind
  time: number
  ref: string
  body: Body
  bytes: Uint8Array
}

/** A message as a person reads it, folded from records. */
export interface Message {
  name: string
  time: number
  /** User id of the author; for an imported message, of the person who imported it. */
  user: string
  device: string
  text: string
  edited: boolean
  pinned: boolean
  /** Name of the record that this message replies to. */
  re: string | null
  imported: { who: string } | null
  /** Emoji → user ids, ordered by the first to use it. */
  reactions: ReadonlyMap<string, readonly string[]>
  /** Names of the records that this message was folded from, the post first. */
  from: readonly string[]
}

/** Null if the bytes are not a record of this name. A reader shows nothing for it. */
export const readEntry = (name: string, bytes: Uint8Array): FoldEntry | null => {
  try {
    const record = readRecord(bytes)
    const kind = kindOf(record.kind)
    if (kind === null || recordName(record.device, record.seq) !== name) return null
    if (record.ref !== '' && !isRecordName(record.ref)) return null
    const body = readBody(kind, record.body)
    return { name, device: toBase64url(record.device), kind, time: record.time, ref: record.ref, body, bytes }
  } catch {
    return null // `readRecord` and `readBody` throw `Malformed` for bytes that do not follow the protocol
  }
}

/** Returns a device's user and that user's standing in the room; null for a device that the roster does not know. */
export type WhoIs = (device: string) => { user: string; standing: Standing } | null

/**
 * The messages of one segment, ordered by (time, name). A segment is complete on its own: a record with a `ref` is in
 * its target's segment. Records that the rules would refuse are skipped, so that a relay cannot add them unnoticed.
 * Past members count as members, because they were members when the relay accepted the record.
 */
export const fold = (entries: Iterable<FoldEntry>, whoIs: WhoIs): Message[] => {
  const sorted = [...entries].sort(comparePositions)
  const messages = new Map<string, Draft>()
  for (const entry of sorted) {
    const draft = startDraft(entry, whoIs)
    if (draft) messages.set(entry.name, draft)
  }
  for (const entry of sorted) applyTo(messages, entry, whoIs)
  return [...messages.values()]
}

interface Draft extends Message {
  kind: Kind
  reactions: Map<string, string[]>
  from: string[]
}

const startDraft = (entry: FoldEntry, whoIs: WhoIs): Draft | null => {
  const { body, name, time, device } = entry
  if (body.kind !== 'post' && body.kind !== 'import') return null
  const author = whoIs(device)
  if (author === null) return null
  return {
    name,
    time,
    device,
    kind: entry.kind,
    user: author.user,
    text: body.text,
    edited: false,
    pinned: false,
    re: body.kind === 'post' ? (body.re ?? null) : null,
    imported: body.kind === 'import' ? { who: body.who } : null,
    reactions: new Map(),
    from: [name],
  }
}

const applyTo = (messages: Map<string, Draft>, entry: FoldEntry, whoIs: WhoIs): void => {
  const target = messages.get(entry.ref)
  const author = whoIs(entry.device)
  if (!target || !author) return
  const standing = author.standing === 'guest' ? 'member' : author.standing
  const judged = { author: target.user, kind: target.kind, erased: false }
  if (
    judgeRecord({
      kind: entry.kind,
      author: author.user,
      standing,
      ownRoom: false,
      archived: false,
      blocked: false,
      called: 0,
      target: judged,
    }) !== null
  )
    return
  apply(messages, target, entry, author.user)
}

const apply = (messages: Map<string, Draft>, target: Draft, { body, name }: FoldEntry, user: string): void => {
  switch (body.kind) {
    case 'edit':
      target.text = body.text
      target.edited = true
      target.from.push(name)
      return
    case 'react':
      react(target.reactions, body.emoji, user, body.on)
      return
    case 'pin':
      target.pinned = body.on
      return
    case 'erase':
      messages.delete(target.name)
      return
    case 'post':
    case 'import':
    case 'set':
      return
  }
}

const react = (reactions: Map<string, string[]>, emoji: string, user: string, on: boolean): void => {
  const users = (reactions.get(emoji) ?? []).filter((other) => other !== user)
  if (on) users.push(user)
  if (users.length > 0) reactions.set(emoji, users)
  else reactions.delete(emoji)
}

/** The latest value of every key that was `set` in a user's own room. The last writer by (time, name) wins. */
export const foldSettings = (entries: Iterable<FoldEntry>): Map<string, { value: unknown; time: number }> => {
  const settings = new Map<string, { value: unknown; time: number }>()
  for (const { body, time } of [...entries].sort(comparePositions))
    if (body.kind === 'set') settings.set(body.key, { value: body.value, time })
  return settings
}
