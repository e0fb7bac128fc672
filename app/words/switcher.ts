import { number, plural } from './english.ts'
import { translate } from './language.ts'

/** Words of the dialog that jumps to a room or person. */
export const t = translate('switcher', {
  title: 'Go to',
  field: 'Room or person',
  fieldHint: 'Go to a room or person',
  list: 'Rooms and people',
  hint: '{{ hash }} rooms, {{ at }} people',
  writeTo: 'Write to {{ person }}',
  createRoom: 'Create room “{{ room }}”',
  several: 'New conversation with several people',
  archived: 'archived',
  unread: (messages: number) => `${number(messages)} unread`,
  public: (members: number) => plural(members, { one: 'public, # member', other: 'public, # members' }),
})
