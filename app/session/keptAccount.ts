import { isId } from '../../shared/wire/documents.ts'
import type { Me } from '../base/me.ts'

const meKey = 'yabber.me'
const leavingKey = 'yabber.leaving'
const demoKey = 'yabber.demo'

/** Who is signed in here, kept where it can be read before the first paint. */
export interface KeptAccount {
  me(): Me | null
  setMe(me: Me | null): void
  /** True if the user signed out without network, so the relay must still be told. */
  isLeaving(): boolean
  setLeaving(leaving: boolean): void
  /** When this account's demo began. Null if the account is not from a demo. */
  demoBegan(): string | null
  setDemoBegan(began: string | null): void
}

/** If storage is blocked, it lasts as long as the tab. */
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
    return null // another program's value under our key
  }
}

export const readMe = (value: unknown): Me | null => {
  if (typeof value !== 'object' || value === null) return null
  const { id, username, name, admin } = value as Partial<Me>
  if (!isId(id) || typeof username !== 'string' || typeof name !== 'string') return null
  return { id, username, name, admin: admin === true }
}
