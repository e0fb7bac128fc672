import type { MessageView } from '../model/RoomView.ts'

/** A message for tests of what people do with it. */
export const say = (more: Partial<MessageView> = {}): MessageView => ({
  name: 'device.1',
  time: 1_000,
  user: 'olga',
  author: 'Olga',
  picture: null,
  nobody: false,
  blocked: false,
  text: 'hello',
  own: false,
  state: { name: 'relay' },
  segment: 1,
  edits: [],
  editedAt: null,
  re: null,
  mentions: [],
  everyone: false,
  reactions: [],
  pinned: null,
  acts: { edit: false, erase: false, react: true, reply: true, pin: false },
  waiting: false,
  late: false,
  imported: false,
  signature: 'verified',
  ...more,
})
