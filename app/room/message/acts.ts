import { t } from '../../words/message.ts'
import type { MessageView } from '../model/RoomView.ts'

/** What a person can do with a message, in the order of the menu. */
export type MessageAct =
  | 'react'
  | 'reply'
  | 'thread'
  | 'edit'
  | 'forward'
  | 'copy'
  | 'copy-markdown'
  | 'select'
  | 'copy-link'
  | 'select-several'
  | 'pin'
  | 'unpin'
  | 'save'
  | 'unsave'
  | 'mark-unread'
  | 'who-reacted'
  | 'read-by'
  | 'history'
  | 'close-poll'
  | 'erase'

/**
 * The acts that make sense and are allowed. `select` is for touch, where a long press opens the menu instead. `isToldOf`:
 * people tell each other how far they have read.
 */
export const offeredActs = (message: MessageView, touch = false, isToldOf = false): readonly MessageAct[] => {
  const { acts, imported, pinned, saved } = message
  const offered: Record<MessageAct, boolean> = {
    react: acts.react,
    reply: acts.reply,
    thread: acts.reply || message.thread !== null || message.replies !== null,
    edit: acts.edit,
    forward: acts.forward,
    copy: true,
    'copy-markdown': !imported,
    select: touch,
    'copy-link': true,
    'select-several': true,
    pin: acts.pin && pinned === null,
    unpin: acts.pin && pinned !== null,
    save: saved === false,
    unsave: saved === true,
    // Only of people with an account it is known what they have read.
    'mark-unread': saved !== null && !message.own,
    'who-reacted': message.reactions.length > 0,
    'read-by': isToldOf && !imported && message.state.name === 'relay',
    history: message.edits.length > 0,
    'close-poll': acts.close,
    erase: acts.erase,
  }
  return (Object.keys(offered) as MessageAct[]).filter((act) => offered[act])
}

interface KeyPress {
  key: string
  code: string
  ctrlKey: boolean
  altKey: boolean
  metaKey: boolean
  shiftKey: boolean
}

const acts: Record<string, readonly MessageAct[]> = {
  r: ['reply'],
  t: ['thread'],
  e: ['edit'],
  f: ['forward'],
  c: ['copy'],
  p: ['pin', 'unpin'],
  s: ['save', 'unsave'],
  u: ['mark-unread'],
  '+': ['react'],
  Delete: ['erase'],
  // The key above Enter on a Mac keyboard, which has no Delete.
  Backspace: ['erase'],
}

/** What a key on a focused message does, if anything. */
export const actOfKey = (press: KeyPress, offered: readonly MessageAct[]): MessageAct | 'menu' | null => {
  if (press.ctrlKey || press.altKey || press.metaKey) return null
  if (press.key === 'F10' ? press.shiftKey : press.key === 'Enter' || press.key === 'ContextMenu') return 'menu'
  return acts[latin(press)]?.find((act) => offered.includes(act)) ?? null
}

/** The same key is meant, whatever letters the keyboard writes. */
const latin = ({ key, code }: KeyPress): string => {
  if (key.length > 1) return key
  return /^[\x20-\x7e]$/.test(key) ? key.toLowerCase() : code.replace(/^Key/, '').toLowerCase()
}

const actsWithKey = [
  'react',
  'reply',
  'thread',
  'edit',
  'forward',
  'copy',
  'pin',
  'unpin',
  'save',
  'unsave',
  'mark-unread',
  'erase',
] as const

/** The key as the menu shows it; null if the act has none. */
export const keyName = (act: MessageAct): string | null => {
  const found = actsWithKey.find((one) => one === act)
  return found === undefined ? null : t(`key.${found}`)
}
