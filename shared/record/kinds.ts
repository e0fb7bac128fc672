import { Malformed, readUtf8, utf8 } from '../bytes.ts'
import { isVisible } from '../visible.ts'
import { limits } from './limits.ts'
import { isRecordName } from './name.ts'

/** Kind numbers on the wire. New kinds are added to PROTOCOL.md first. */
export const kinds = { post: 1, edit: 2, react: 3, erase: 4, pin: 5, set: 6, import: 7 } as const
export type Kind = keyof typeof kinds

const names = new Map<number, Kind>(Object.entries(kinds).map(([name, number]) => [number, name as Kind]))
export const kindOf = (number: number): Kind | null => names.get(number) ?? null

/** Whether a record of this kind names another one. */
export const refersToAnother = (kind: Kind): boolean =>
  kind === 'edit' || kind === 'react' || kind === 'erase' || kind === 'pin'

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
  const { keys, read } = schema[kind]
  for (const key of Object.keys(fields)) if (!keys.includes(key)) throw new Malformed('unknown key in body')
  return read(fields)
}

const readFields = (bytes: Uint8Array): Fields => {
  if (bytes.length > limits.bodyBytes) throw new Malformed('body too long')
  let value: unknown
  try {
    value = JSON.parse(readUtf8(bytes))
  } catch {
    throw new Malformed('body is not JSON')
  }
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

interface Shape<B extends Body> {
  keys: readonly string[]
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
  }
  if (post.reSegment !== undefined && post.re === undefined) throw new Malformed('reSegment without re')
  if (post.threadSegment !== undefined && post.thread === undefined) throw new Malformed('threadSegment without thread')
  return post
}

const schema: { [K in Kind]: Shape<Body & { kind: K }> } = {
  post: { keys: ['text', 're', 'reSegment', 'thread', 'threadSegment', 'mentions', 'everyone'], read: readPost },
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
      who: text(fields.who, 64),
      id: text(fields.id, 64),
    }),
  },
}

/**
 * Whether the body shows anything. The relay refuses others, but readers accept older records from before this rule.
 */
export const isSeen = (body: Body): boolean => {
  switch (body.kind) {
    case 'post':
    case 'edit':
      return isVisible(body.text)
    case 'import':
      return isVisible(body.text) && isVisible(body.who)
    case 'react':
      return isVisible(body.emoji)
    case 'erase':
    case 'pin':
    case 'set':
      return true
  }
}
