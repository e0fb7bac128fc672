import { createSignal } from 'solid-js'
import { seenOr } from '../../shared/visible.ts'
import { isId } from '../../shared/wire/documents.ts'
import type { Api } from '../sync/api.ts'
import { sentences } from '../ui/sentences.ts'
import type { LobbyView, PublicRoom } from './view.ts'

/** The public rooms that the relay lists. */
export const makeDirectory = (api: Api): Pick<LobbyView, 'directory' | 'refreshDirectory'> => {
  const [directory, setDirectory] = createSignal<ReturnType<LobbyView['directory']>>({ name: 'unknown' })
  return {
    directory,
    refreshDirectory: async () => {
      if (directory().name === 'unknown') setDirectory({ name: 'loading' })
      const answer = await api.get('/rooms')
      const list = answer === 'offline' ? null : answer.body.list
      if (Array.isArray(list)) setDirectory({ name: 'known', rooms: list.flatMap(readRoom) })
      else if (directory().name === 'loading') setDirectory({ name: 'unknown' })
    },
  }
}

const readRoom = (value: Partial<Omit<PublicRoom, 'archived'>> & { archived?: number | null }): PublicRoom[] => {
  const { id, name, topic, picture, members, lastAt, archived } = value
  if (!isId(id) || typeof name !== 'string' || typeof members !== 'number') return []
  return [
    {
      id,
      name: seenOr(name, sentences.unseen.room),
      topic: topic ?? '',
      picture: picture ?? null,
      members,
      lastAt: lastAt ?? null,
      archived: typeof archived === 'number',
    },
  ]
}
