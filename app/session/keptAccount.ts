import { isId } from '../../shared/wire/documents.ts'
import type { Me } from '../base/me.ts'

const meKey = 'yabber.me'
const leavingKey = 'yabber.leaving'
const demoKey = 'yabber.demo'

/** Who is signed in here, kept where it can be read before the first paint. */
export interface KeptAccount {
  me(): Me | null
  setMe(me: Me | null): void
  /** Signed out with no network: the relay has still to be told. */
  isLeaving(): boolean
  setLeaving(leaving: boolean): void
  /** When the demo began that the account is of; null: it is of none. */
  demoBegan(): string | null
  setDemoBegan(began: string | null): void
}

/** Where storage is blocked it lasts as long as the tab. */
export const keptAccountIn = (storage: () => Storage): KeptAccount => {
  const memory = new Map<string, string>()
  const read = (key: string): string | null => {
    try {
      return storage().getItem(key)
    } catch {
      return memory.get(key) ?? null
    }
  }
  const write = (key: string, value: string | null) => {
    try {
      if (value === null) storage().removeItem(key)
      else storage().setItem(key, value)
    } catch {
      if (value === null) memory.delete(key)
      else memory.set(key, value)
    }
  }
  return {
    me: () => parseMe(read(meKey)),
    setMe: (me) => write(meKey, me && JSON.stringify(me)),
    isLeaving: () => read(leavingKey) !== null,
    demoBegan: () => read(demoKey),
    setDemoBegan: (began) => write(demoKey, began),
    setLeaving: (leaving) => write(leavingKey, leaving ? 'yes' : null),
  }
}

const parseMe = (text: string | null): Me | null => {
  try {
    return readMe(JSON.parse(text ?? 'null'))
  } catch {
    return null // somebody else's value under our key
  }
}

export const readMe = (value: unknown): Me | null => {
  if (typeof value !== 'object' || value === null) return null
  const { id, username, name, admin } = value as Partial<Me>
  if (!isId(id) || typeof username !== 'string' || typeof name !== 'string') return null
  return { id, username, name, admin: admin === true }
}
