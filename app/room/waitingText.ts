import { isolated } from '../words/marks.ts'
import type { RoomCommand } from './model/RoomView.ts'

/** A short text for an act that is not done yet. */
export const waitingText = (command: RoomCommand, nameOf: (user: string) => string | undefined): string => {
  const who = 'user' in command ? isolated(nameOf(command.user) ?? 'someone') : ''
  switch (command.do) {
    case 'join':
      return 'join'
    case 'leave':
      return 'leave'
    case 'request':
      return 'ask to join'
    case 'answer':
      return command.let ? `accept ${who}` : `decline ${who}`
    case 'invite':
      return 'create an invite link'
    case 'uninvite':
      return 'revoke an invite link'
    case 'add':
      return `add ${who}`
    case 'remove':
      return `remove ${who}`
    case 'ban':
      return command.erase ? `ban ${who} and delete their messages` : `ban ${who}`
    case 'unban':
      return `lift the ban on ${who}`
    case 'role':
      return command.role === 'moderator' ? `make ${who} a moderator` : `dismiss ${who} as moderator`
    case 'hand-over':
      return `transfer ownership to ${who}`
    case 'change':
      return changeWords(command)
    case 'archive':
      return command.on ? 'archive' : 'unarchive'
    case 'delete':
      return 'delete the room'
  }
}

const changeWords = (change: RoomCommand & { do: 'change' }): string =>
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
