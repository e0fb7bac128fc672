import { plural } from './english.ts'
import { translate } from './language.ts'

/** Words of the public rooms, of the field that finds a room by its name, and of asking to join. */
export const t = translate('directory', {
  title: 'Public rooms',
  offline: 'You’re offline. Public rooms will show here when you’re back online.',
  noMatch: 'No matching public rooms.',
  none: 'No public rooms to join yet.',
  archived: 'archived',
  members: (members: number) => plural(members, { one: '# member', other: '# members' }),
  lastMessage: (time: string) => `last message ${time}`,
  join: 'Join',
  joinRoom: (room: string) => `Join ${room}`,
  read: 'Read',

  findTitle: 'Find a room',
  filter: 'Filter public rooms',
  filterHint: 'Filter by name or topic',

  field: 'Room name',
  fieldHint: 'Find or join a room',
  act: { open: 'Open “{{ room }}”', join: 'Join “{{ room }}”', find: 'Find “{{ room }}”' },
  create: 'Create room “{{ room }}”',
  noRoom: 'No room has that name. You can create it.',
  noRoomHere: 'No room on this device has that name. You can create it.',
  private: '“{{ room }}” is private. Ask a member to add you.',

  askToJoin: 'Ask to join',
  askToJoinRoom: (room: string) => `Ask to join ${room}`,
  note: 'Message to the moderators (optional)',
  noteHint: 'They’ll see it with your name.',
  ask: 'Ask',
})
