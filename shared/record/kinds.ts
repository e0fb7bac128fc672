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
  | { kind: 'post'; text: string; re?: string; mentions?: string[] }
  | { kind: 'edit'; text: string }
  | { kind: 'react'; emoji: string; on: boolean }
  | { kind: 'erase' }
  | { kind: 'pin'; on: boolean }
  | { kind: 'set'; key: string; value: unknown }
  /** `who`: the original author. `id`: identifies the line at its source. The record's time is when it was said. */
  | { kind: 'import'; text: string; who: string; id: string }

type Fields = { readonly [key: string]: unknown }

/** A body as UTF-8 JSON, keys in the given order, without its kind. */
export const writeBody = ({ kind: _, ...fields }: Body): Uint8Array => utf8(JSON.stringify(fields))

/**
 * Parses the body of a record of this kind. Throws `Malformed` if a key is unknown, missing or of another type.
 * `__proto__` is unknown to every kind.
 */
export const readBody = (kind: Kind, bytes: Uint8Array): Body => {
  if (bytes.length > limits.bodyBytes) throw new Malformed('body too long')
  return schema[kind](readFields(bytes))
}

const readFields = (bytes: Uint8Array): Fields => {
  let value: unknown
  try {
    value = JSON.parse(readUtf8(bytes))
  } catch {
    throw new Malformed('body is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Malformed('body is not an object')
  return Object.freeze(Object.assign(Object.create(null), value)) as Fields
}

const only = (fields: Fields, ...allowed: string[]): void => {
  for (const key of Object.keys(fields)) if (!allowed.includes(key)) throw new Malformed('unknown key in body')
}

const text = (value: unknown, longest: number, shortest = 1): string => {
  if (typeof value !== 'string' || value.length > longest || value.length < shortest)
    throw new Malformed('text in body has the wrong type or length')
  return value
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

const schema: { [K in Kind]: (fields: Fields) => Body & { kind: K } } = {
  post: (fields) => {
    only(fields, 'text', 're', 'mentions')
    return {
      kind: 'post',
      text: text(fields.text, limits.textLength),
      ...(fields.re === undefined ? {} : { re: name(fields.re) }),
      ...(fields.mentions === undefined ? {} : { mentions: mentions(fields.mentions) }),
    }
  },
  edit: (fields) => {
    only(fields, 'text')
    return { kind: 'edit', text: text(fields.text, limits.textLength) }
  },
  react: (fields) => {
    only(fields, 'emoji', 'on')
    return { kind: 'react', emoji: text(fields.emoji, 32), on: flag(fields.on) }
  },
  erase: (fields) => {
    only(fields)
    return { kind: 'erase' }
  },
  pin: (fields) => {
    only(fields, 'on')
    return { kind: 'pin', on: flag(fields.on) }
  },
  set: (fields) => {
    only(fields, 'key', 'value')
    return { kind: 'set', key: text(fields.key, limits.keyLength), value: settable(fields.value) }
  },
  import: (fields) => {
    only(fields, 'text', 'who', 'id')
    return {
      kind: 'import',
      text: text(fields.text, limits.textLength),
      who: text(fields.who, 64),
      id: text(fields.id, 64),
    }
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
