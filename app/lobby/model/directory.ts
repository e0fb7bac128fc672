import { createSignal, untrack } from 'solid-js'
import { seenOr } from '../../../shared/visible.ts'
import { isId } from '../../../shared/wire/documents.ts'
import type { Clock } from '../../base/clock.ts'
import type { Answer, Api } from '../../sync/api.ts'
import { t as common } from '../../words/common.ts'
import type { LobbyView, PublicRoom } from './LobbyView.ts'

const againAfterMs = 3_000
/** The longest wait between two tries while the relay is away, busy, or limits our rate. */
const longestAfterMs = 60_000

const isPageShown = () => globalThis.document?.visibilityState !== 'hidden'

/** The public rooms that the relay lists, fetched repeatedly while a screen shows them. */
export const makeDirectory = (parts: {
  api: Api
  clock: Clock
  /** Whether the page is visible. */
  isShown?(): boolean
  /** A random number from 0 to 1. It spreads the requests of many viewers over time. */
  chance?(): number
}): Pick<LobbyView, 'directory' | 'watchDirectory'> => {
  const { api, clock, isShown = isPageShown, chance = Math.random } = parts
  const [directory, setDirectory] = createSignal<ReturnType<LobbyView['directory']>>({ name: 'unknown' })
  let version = ''
  let watchers = 0
  let round = 0
  let failures = 0
  let asked = 0
  let heard = 0
  let cancel = () => {}

  const ask = async (): Promise<Answer> => {
    const mine = ++asked
    if (untrack(directory).name === 'unknown') setDirectory({ name: 'loading' })
    const answer = await api.get(`/rooms?seen=${version}`)
    // A later request has been answered already, so this answer is old.
    if (mine < heard) return answer
    if (isAnswered(answer)) heard = mine
    take(answer)
    return answer
  }
  const take = (answer: Answer) => {
    const { list, version: current } = answer === 'offline' ? {} : answer.body
    if (Array.isArray(list)) {
      setDirectory({ name: 'known', rooms: list.flatMap(readRoom) })
      version = typeof current === 'string' ? current : ''
    } else if (untrack(directory).name === 'loading') setDirectory({ name: 'unknown' })
  }
  const goOn = async () => {
    const mine = ++round
    cancel()
    const answer = isShown() ? await ask() : null
    if (watchers === 0 || mine !== round) return
    failures = answer === null || isAnswered(answer) ? 0 : failures + 1
    const slowed = Math.min(longestAfterMs, againAfterMs * 2 ** failures)
    cancel = clock.after(Math.max(slowed * (0.75 + chance() / 2), askedToWaitMs(answer)), () => void goOn())
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

const isAnswered = (answer: Answer): boolean => answer !== 'offline' && answer.status < 400

const askedToWaitMs = (answer: Answer | null): number =>
  answer !== null && answer !== 'offline' && typeof answer.body.afterMs === 'number'
    ? Math.min(answer.body.afterMs, longestAfterMs)
    : 0

const readRoom = (value: Partial<Omit<PublicRoom, 'archived'>> & { archived?: number | null }): PublicRoom[] => {
  const { id, name, topic, picture, members, lastAt, archived } = value
  if (!isId(id) || typeof name !== 'string' || typeof members !== 'number') return []
  return [
    {
      id,
      name: seenOr(name, common('unseen.room')),
      topic: topic ?? '',
      picture: picture ?? null,
      members,
      lastAt: lastAt ?? null,
      archived: typeof archived === 'number',
    },
  ]
}
