import { people, plural } from './english.ts'
import { translate } from './language.ts'
import { isolated } from './marks.ts'

/** Words of forwarding messages to other rooms. */
export const t = translate('forward', {
  title: (messages: number) => plural(messages, { one: 'Forward message', other: 'Forward # messages' }),
  rooms: 'Rooms and people',
  search: 'Search',
  noRooms: 'No room has that name.',
  chosen: (rooms: readonly string[]) => `To ${people(rooms)}`,
  noneChosen: 'Choose where to send it.',
  comment: 'Comment (optional)',
  forward: 'Forward',
  done: (rooms: readonly string[]) => `Forwarded to ${people(rooms)}.`,
  failed: 'Couldn’t forward everything. Your browser couldn’t store it.',
  from: (who: string) => `Forwarded from ${isolated(who)}`,
  fromIn: (who: string, room: string) => `Forwarded from ${isolated(who)} in ${isolated(room)}`,
})
