import { t } from '../words/room.ts'
import type { RoomCommand } from './model/RoomView.ts'

/** A short text for an act that is not done yet. */
export const waitingText = (command: RoomCommand, nameOf: (user: string) => string | undefined): string => {
  const who = ('user' in command ? nameOf(command.user) : undefined) ?? t('someone')
  switch (command.do) {
    case 'answer':
      return command.let ? t('act.accept', who) : t('act.decline', who)
    case 'add':
    case 'remove':
    case 'unban':
      return t(`act.${command.do}`, who)
    case 'ban':
      return command.erase ? t('act.banAndErase', who) : t('act.ban', who)
    case 'role':
      return command.role === 'moderator' ? t('act.makeModerator', who) : t('act.dismissModerator', who)
    case 'hand-over':
      return t('act.handOver', who)
    case 'change':
      return changeText(command)
    case 'threads':
      return t(`act.threads.${command.shown}`)
    case 'archive':
      return command.on ? t('act.archive') : t('act.unarchive')
    case 'join':
    case 'leave':
    case 'request':
    case 'invite':
    case 'uninvite':
    case 'delete':
      return t(`act.${command.do}`)
  }
}

const changeText = (change: RoomCommand & { do: 'change' }): string =>
  [
    change.name !== undefined && t('act.rename', change.name),
    change.topic !== undefined && t('act.topic'),
    change.picture !== undefined && (change.picture === null ? t('act.noPicture') : t('act.picture')),
    change.visibility !== undefined && t(`act.visibility.${change.visibility}`),
    change.guests !== undefined && (change.guests ? t('act.guests') : t('act.noGuests')),
    change.invites !== undefined && t(`act.invites.${change.invites}`),
  ]
    .filter(Boolean)
    .join(', ')
