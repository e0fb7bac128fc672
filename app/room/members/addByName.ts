import type { RefusalCode } from '../../../shared/wire/results.ts'
import type { LobbyView } from '../../lobby/model/LobbyView.ts'
import { sayRefused } from '../../ui/text/sayRefused.ts'
import { t } from '../../words/members.ts'
import type { RoomView } from '../model/RoomView.ts'

export interface Said {
  words: string
  wrong?: true
  /** Whether the text is no longer true and should go. */
  until?: () => boolean
}

/** Adds a person by username. Offline this works for people this device knows: the act waits for the network. */
export const addByName = async (
  room: Pick<RoomView, 'act' | 'members' | 'waiting'>,
  lobby: Pick<LobbyView, 'findPerson'>,
  name: string,
): Promise<Said> => {
  const found = await lobby.findPerson(name)
  if (typeof found === 'string') return { words: whyNot(found), wrong: true }
  const { user, name: called } = found
  const isIn = () => room.members().some((member) => member.user === user)
  const waits = () => room.waiting().some((command) => command.do === 'add' && command.user === user)
  const refused = await room.act({ do: 'add', user })
  if (refused) return { words: whyNot(refused), wrong: true }
  return waits()
    ? { words: t('willBeAdded', called), until: () => !waits() }
    : { words: t('added', called), until: () => !isIn() }
}

const whyNot = (code: RefusalCode | 'offline' | 'no-such-user'): string =>
  code === 'banned' ? t('notAddedBanned') : sayRefused(code, 'add', null)
