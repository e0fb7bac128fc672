import { isolated } from '../ui/marks.ts'
import type { RoomDeed } from './model/RoomView.ts'

/** An act that is still to be done, in a few words. */
export const wordsFor = (deed: RoomDeed, nameOf: (user: string) => string | undefined): string => {
  const who = 'user' in deed ? isolated(nameOf(deed.user) ?? 'someone') : ''
  switch (deed.do) {
    case 'join':
      return 'join'
    case 'leave':
      return 'leave'
    case 'request':
      return 'ask to be let in'
    case 'answer':
      return deed.let ? `let ${who} in` : `turn ${who} away`
    case 'invite':
      return 'a new link'
    case 'uninvite':
      return 'take a link back'
    case 'add':
      return `add ${who}`
    case 'remove':
      return `remove ${who}`
    case 'ban':
      return deed.erase ? `ban ${who} and erase their messages` : `ban ${who}`
    case 'unban':
      return `lift the ban on ${who}`
    case 'role':
      return deed.role === 'moderator' ? `make ${who} a moderator` : `${who} no longer a moderator`
    case 'hand-over':
      return `hand over to ${who}`
    case 'change':
      return changeWords(deed)
    case 'archive':
      return deed.on ? 'archive' : 'open again'
    case 'delete':
      return 'delete the room'
  }
}

const changeWords = (change: RoomDeed & { do: 'change' }): string =>
  [
    change.name !== undefined && `rename to “${isolated(change.name)}”`,
    change.topic !== undefined && 'a new topic',
    change.picture !== undefined && (change.picture === null ? 'no picture' : 'a new picture'),
    change.visibility !== undefined && `make it ${change.visibility}`,
    change.guests !== undefined && (change.guests ? 'let guests read' : 'no guests'),
    change.invites !== undefined && (change.invites === 'members' ? 'everyone may invite' : 'only moderators invite'),
  ]
    .filter(Boolean)
    .join(', ')
