import type { Pointer } from '../../shared/room/message.ts'

/** What a person has typed in a room or a thread and not sent. */
export interface Draft {
  text: string
  /** The message that it replies to. */
  re?: Pointer | undefined
  /** A message of one's own that is being edited, with its new text. */
  edit?: (Pointer & { text: string }) | undefined
}

/** Where it is typed. `thread`: name of the message whose thread it is. */
export interface DraftPlace {
  room: string
  thread?: string
}

const start = 'draft/'

export const draftKey = ({ room, thread }: DraftPlace): string => `${start}${room}${thread ? `/${thread}` : ''}`

/** Null if it is the key of something else. */
export const placeOfDraft = (key: string): DraftPlace | null => {
  if (!key.startsWith(start)) return null
  const [room = '', thread] = key.slice(start.length).split('/')
  return thread ? { room, thread } : { room }
}

/** Null if there is nothing in it. */
export const readDraft = (value: unknown): Draft | null => {
  if (typeof value !== 'object' || value === null) return null
  const { text, re, edit } = value as { [key in keyof Draft]?: unknown }
  const draft: Draft = { text: typeof text === 'string' ? text : '' }
  if (isPointer(re)) draft.re = { name: re.name, segment: re.segment }
  if (isPointer(edit) && 'text' in edit && typeof edit.text === 'string')
    draft.edit = { name: edit.name, segment: edit.segment, text: edit.text }
  return draft.text === '' && !draft.edit ? null : draft
}

const isPointer = (value: unknown): value is Pointer => {
  if (typeof value !== 'object' || value === null) return false
  const { name, segment } = value as Partial<Pointer>
  return typeof name === 'string' && (segment === null || typeof segment === 'number')
}
