import { createSignal, untrack } from 'solid-js'
import { seenOr } from '../../shared/visible.ts'
import { isId } from '../../shared/wire/documents.ts'
import type { Api } from '../sync/api.ts'
import type { Clock } from '../sync/clock.ts'
import { sentences } from '../ui/sentences.ts'
import type { LobbyView, PublicRoom } from './view.ts'

const againAfterMs = 3_000

export interface DirectoryParts {
  api: Api
  clock: Clock
  /** Whether anybody can see the page. */
  isShown?(): boolean
}

const isPageShown = () => globalThis.document?.visibilityState !== 'hidden'

/** The public rooms that the relay lists: asked for again and again as long as they are on a screen. */
export const makeDirectory = (parts: DirectoryParts): Pick<LobbyView, 'directory' | 'watchDirectory'> => {
  const { api, clock, isShown = isPageShown } = parts
  const [directory, setDirectory] = createSignal<ReturnType<LobbyView['directory']>>({ name: 'unknown' })
  let version = ''
  let watchers = 0
  let round = 0
  let cancel = () => {}

  const ask = async () => {
    if (untrack(directory).name === 'unknown') setDirectory({ name: 'loading' })
    const answer = await api.get(`/rooms?seen=${version}`)
    const { list, version: current } = answer === 'offline' ? {} : answer.body
    if (Array.isArray(list)) {
      setDirectory({ name: 'known', rooms: list.flatMap(readRoom) })
      version = typeof current === 'string' ? current : ''
    } else if (untrack(directory).name === 'loading') setDirectory({ name: 'unknown' })
  }
  const goOn = async () => {
    const mine = ++round
    cancel()
    if (isShown()) await ask()
    if (watchers > 0 && mine === round) cancel = clock.after(againAfterMs, () => void goOn())
  }
  return {
    directory,
    watchDirectory: () => {
      watchers++
      void goOn()
      return () => {
        if (--watchers === 0) cancel()
      }
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
