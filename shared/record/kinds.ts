import { Malformed, readUtf8, utf8 } from '../bytes.ts'
import { isVisible } from '../visible.ts'
import { limits } from './limits.ts'
import { isRecordName } from './name.ts'

/** Kind numbers on the wire. New kinds are added to PROTOCOL.md first. */
export const kinds = { post: 1, edit: 2, react: 3, erase: 4, pin: 5, set: 6, import: 7, vote: 8, close: 9 } as const
export type Kind = keyof typeof kinds

const names = new Map<number, Kind>(Object.entries(kinds).map(([name, number]) => [number, name as Kind]))
export const kindOf = (number: number): Kind | null => names.get(number) ?? null

/** Whether a record of this kind names another one. */
export const refersToAnother = (kind: Kind): boolean => kind !== 'post' && kind !== 'import' && kind !== 'set'

export type Body =
  | PostBody
  | { kind: 'edit'; text: string; mentions?: string[] }
  | { kind: 'react'; emoji: string; on: boolean }
  /** `time`: the time of the erased message, so that readers know where it stood. */
  | { kind: 'erase'; time?: number }
  | { kind: 'pin'; on: boolean }
  | { kind: 'set'; key: string; value: unknown }
  /** `who`: the original author. `id`: identifies the line at its source. The record's time is when it was said. */
  | { kind: 'import'; text: string; who: string; id: string }
  /** Indexes of the options that this person chooses in a poll. None: they withdraw their vote. */
  | { kind: 'vote'; choices: number[] }
  /** Ends a poll before its time. */
  | { kind: 'close' }

export interface PostBody {
  kind: 'post'
  text: string
  /** Name of the message that this one replies to, and its segment. */
  re?: string
  reSegment?: number
  /** Name of the message whose thread this one is in, and its segment. */
  thread?: string
  threadSegment?: number
  mentions?: string[]
  /** It mentions everybody in the room. */
  everyone?: true
  /** Makes it a poll. The text is the question. */
  poll?: PollBody
  /** It has the words of another message. */
  forward?: ForwardBody
}

export interface PollBody {
  options: string[]
  /** Whether people may choose several options. */
  many: boolean
  /** Whether readers show who chose what. */
  named: boolean
  /** The time from which votes are refused; null if there is none. */
  closes: number | null
}

/** Where forwarded words are from. The three keys after `who` are all there or all missing. */
export interface ForwardBody {
  /** Display name of the author, as the person who forwards it sees it. */
  who: string
  room?: string
  name?: string
  segment?: number
}

type Fields = { readonly [key: string]: unknown }

/** A body as UTF-8 JSON, keys in the given order, without its kind. */
export const writeBody = ({ kind: _, ...fields }: Body): Uint8Array => utf8(JSON.stringify(fields))

/**
 * Parses the body of a record of this kind. Keys that it does not know are passed over: a newer version wrote them.
 * Throws `Malformed` if a key is missing or of another type.
 */
export const readBody = (kind: Kind, bytes: Uint8Array): Body => schema[kind].read(readFields(bytes))

/** The same for the relay, which takes only what it can check. Throws `Malformed` also if it does not know a key. */
export const readKnownBody = (kind: Kind, bytes: Uint8Array): Body => {
  const fields = readFields(bytes)
  const { keys, inside = {}, read } = schema[kind]
  knowsKeys(fields, keys)
  for (const [key, known] of Object.entries(inside))
    if (fields[key] !== undefined) knowsKeys(object(fields[key]), known)
  return read(fields)
}

const knowsKeys = (fields: Fields, known: readonly string[]): void => {
  for (const key of Object.keys(fields)) if (!known.includes(key)) throw new Malformed('unknown key in body')
}

const readFields = (bytes: Uint8Array): Fields => {
  if (bytes.length > limits.bodyBytes) throw new Malformed('body too long')
  let value: unknown
  try {
    value = JSON.parse(readUtf8(bytes))
  } catch {
    throw new Malformed('body is not JSON')
  }
  return object(value)
}

const object = (value: unknown): Fields => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed('body is not an object')
  return Object.freeze(Object.assign(Object.create(null), value)) as Fields
}

const text = (value: unknown, longest: number, shortest = 1): string => {
  if (typeof value !== 'string' || value.length > longest || value.length < shortest)
    throw new Malformed('text in body has the wrong type or length')
  return value
}

/** A unit has at most three bytes, so most texts need not be written to know that they fit. */
const message = (value: unknown): string => {
  const said = text(value, limits.textBytes)
  if (said.length * 3 > limits.textBytes && utf8(said).length > limits.textBytes) throw new Malformed('text too long')
  return said
}

const flag = (value: unknown): boolean => {
  if (typeof value !== 'boolean') throw new Malformed('flag in body must be true or false')
  return value
}

const name = (value: unknown): string => {
  if (typeof value !== 'string' || !isRecordName(value)) throw new Malformed('name in body is not a record name')
  return value
}

const mentions = (value: unknown): string[] => {
  if (!Array.isArray(value) || value.length > 50) throw new Malformed('mentions must be a list of up to 50')
  return value.map((user) => text(user, 22, 22))
}

const whole = (value: unknown, least: number, most: number): number => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least || value > most)
    throw new Malformed('number in body has the wrong type or size')
  return value
}
const segment = (value: unknown): number => whole(value, 1, Number.MAX_SAFE_INTEGER)
const time = (value: unknown): number => whole(value, 0, 2 ** 48 - 1)

const yes = (value: unknown): true => {
  if (value !== true) throw new Malformed('mark in body must be true or missing')
  return value
}

/** A key that may be missing. */
const maybe = <K extends string, T>(key: K, fields: Fields, read: (value: unknown) => T): { [key in K]?: T } =>
  fields[key] === undefined ? {} : ({ [key]: read(fields[key]) } as { [key in K]: T })

const settable = (value: unknown): unknown => {
  if (value === undefined || jsonBytes(value) > limits.valueBytes)
    throw new Malformed('value in body is missing or too large')
  return value
}

const jsonBytes = (value: unknown): number => {
  try {
    return utf8(JSON.stringify(value)).length
  } catch {
    return Number.POSITIVE_INFINITY // nested too deeply for the stack, so far over every limit
  }
}

const poll = (value: unknown): PollBody => {
  const { options, many, named, closes } = object(value)
  if (!Array.isArray(options) || options.length < limits.leastOptions || options.length > limits.mostOptions)
    throw new Malformed('a poll must have 2 to 12 options')
  return {
    options: options.map((option) => text(option, limits.optionLength)),
    many: flag(many),
    named: flag(named),
    closes: closes === null ? null : time(closes),
  }
}

const forward = (value: unknown): ForwardBody => {
  const { who, room, name: from, segment: number } = object(value)
  const said = { who: text(who, limits.whoLength) }
  if (room === undefined && from === undefined && number === undefined) return said
  return { ...said, room: text(room, 22, 22), name: name(from), segment: segment(number) }
}

const choices = (value: unknown): number[] => {
  if (!Array.isArray(value) || value.length > limits.mostOptions)
    throw new Malformed('choices must be a list of up to 12')
  if (new Set(value).size < value.length) throw new Malformed('a choice must not be there twice')
  return value.map((choice) => whole(choice, 0, limits.mostOptions - 1))
}

interface Shape<B extends Body> {
  keys: readonly string[]
  /** The keys of objects inside it. */
  inside?: { readonly [key: string]: readonly string[] }
  read(fields: Fields): B
}

const readPost = (fields: Fields): PostBody => {
  const post: PostBody = {
    kind: 'post',
    text: message(fields.text),
    ...maybe('re', fields, name),
    ...maybe('reSegment', fields, segment),
    ...maybe('thread', fields, name),
    ...maybe('threadSegment', fields, segment),
    ...maybe('mentions', fields, mentions),
    ...maybe('everyone', fields, yes),
    ...maybe('poll', fields, poll),
    ...maybe('forward', fields, forward),
  }
  if (post.reSegment !== undefined && post.re === undefined) throw new Malformed('reSegment without re')
  if (post.threadSegment !== undefined && post.thread === undefined) throw new Malformed('threadSegment without thread')
  return post
}

const schema: { [K in Kind]: Shape<Body & { kind: K }> } = {
  post: {
    keys: ['text', 're', 'reSegment', 'thread', 'threadSegment', 'mentions', 'everyone', 'poll', 'forward'],
    inside: { poll: ['options', 'many', 'named', 'closes'], forward: ['who', 'room', 'name', 'segment'] },
    read: readPost,
  },
  edit: {
    keys: ['text', 'mentions'],
    read: (fields) => ({
      kind: 'edit',
      text: message(fields.text),
      ...maybe('mentions', fields, mentions),
    }),
  },
  react: {
    keys: ['emoji', 'on'],
    read: (fields) => ({ kind: 'react', emoji: text(fields.emoji, 32), on: flag(fields.on) }),
  },
  erase: { keys: ['time'], read: (fields) => ({ kind: 'erase', ...maybe('time', fields, time) }) },
  pin: { keys: ['on'], read: (fields) => ({ kind: 'pin', on: flag(fields.on) }) },
  set: {
    keys: ['key', 'value'],
    read: (fields) => ({ kind: 'set', key: text(fields.key, limits.keyLength), value: settable(fields.value) }),
  },
  import: {
    keys: ['text', 'who', 'id'],
    read: (fields) => ({
      kind: 'import',
      text: message(fields.text),
      who: text(fields.who, limits.whoLength),
      id: text(fields.id, 64),
    }),
  },
  vote: { keys: ['choices'], read: (fields) => ({ kind: 'vote', choices: choices(fields.choices) }) },
  close: { keys: [], read: () => ({ kind: 'close' }) },
}

/**
 * Whether the body shows anything. The relay refuses others, but readers accept older records from before this rule.
 */
export const isSeen = (body: Body): boolean => {
  switch (body.kind) {
    case 'post':
      return [body.text, ...(body.poll?.options ?? []), ...(body.forward ? [body.forward.who] : [])].every(isVisible)
    case 'edit':
      return isVisible(body.text)
    case 'import':
      return isVisible(body.text) && isVisible(body.who)
    case 'react':
      return isVisible(body.emoji)
    case 'erase':
    case 'pin':
    case 'set':
    case 'vote':
    case 'close':
      return true
  }
}
