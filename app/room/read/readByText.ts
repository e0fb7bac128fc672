import { t } from '../../words/readBy.ts'
import type { MessageView, RoomView } from '../model/RoomView.ts'
import { readersOf } from '../model/readBy.ts'

/** The line below a message that says who has read it; empty if nobody has, as far as anybody knows. */
export const readByText = (room: Pick<RoomView, 'kind' | 'members' | 'readers'>, message: MessageView): string => {
  const readers = room.readers()
  if (!readers || message.state.name !== 'relay') return ''
  const read = new Set(readersOf(message, readers).read)
  const others = room.members().filter(({ you }) => !you)
  const names = others.filter(({ user }) => read.has(user)).map(({ name }) => name)
  if (names.length === 0) return ''
  if (others.length === 1 && room.kind() === 'direct') return t('read')
  return others.length > 1 && names.length === others.length ? t('byEveryone') : t('by', names)
}
