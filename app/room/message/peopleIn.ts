import { t } from '../../words/message.ts'
import type { RoomView } from '../model/RoomView.ts'

export interface Named {
  user: string
  name: string
  picture: string | null
  you: boolean
}

/** Users who are or were in the room: oneself first, the others in the order given. */
export const peopleIn = (room: Pick<RoomView, 'members' | 'former'>, users: readonly string[]): Named[] => {
  const known = new Map<string, Named>()
  for (const { user, name, picture } of room.former()) known.set(user, { user, name, picture, you: false })
  for (const { user, name, picture, you } of room.members()) known.set(user, { user, name, picture, you })
  return users
    .map((user) => known.get(user) ?? { user, name: t('someone'), picture: null, you: false })
    .toSorted((a, b) => Number(b.you) - Number(a.you))
}

export const namesIn = (room: Pick<RoomView, 'members' | 'former'>, users: readonly string[]): string[] =>
  peopleIn(room, users).map(({ name, you }) => (you ? t('you') : name))
