import { type Accessor, batch, createSignal } from 'solid-js'
import type { Act } from '../../../shared/room/acts.ts'
import { type Home, type HomeRoom, readHome } from '../../../shared/room/home.ts'
import { homeName } from '../../../shared/wire/documents.ts'
import { Listeners } from '../../base/listeners.ts'
import type { DropReason } from '../../store/tabs.ts'
import type { Documents } from '../../sync/documents.ts'
import { type Keeping, untilKept } from '../../sync/keeping.ts'
import { actsWithoutRoom } from './makeAgain.ts'
import { type KeptSummary, newSummary, type Summaries } from './summaries.ts'

export interface HomeFollower {
  /** Tracked. */
  home: Accessor<Home>
  /**
   * Tracked: true once the relay has sent the list, now or in an earlier session. Before that, an empty list means
   * nothing.
   */
  isKnown: Accessor<boolean>
  /** Emits a room that the relay no longer lists. */
  lost: Listeners<{ room: string; why: DropReason }>
  /**
   * Emits a room that the relay does not have, because it was restored from a backup without it. It is told again, also
   * to another tab, until what follows from it is stored.
   */
  missing: Listeners<{ room: string } & Keeping>
  /** The relay was restored before it could list a room that it had created. Emits the act that creates it again. */
  unmade: Listeners<Act>
  close(): void
}

/** Keeps the list of rooms equal to the relay's list for this person. */
export const followHome = ({
  me,
  documents,
  summaries,
  isWaiting,
}: {
  me: string
  documents: Documents
  summaries: Summaries
  isWaiting(room: string): boolean
}): HomeFollower => {
  const lost: HomeFollower['lost'] = new Listeners()
  const missing: HomeFollower['missing'] = new Listeners()
  const unmade: HomeFollower['unmade'] = new Listeners()
  const document = documents.open(homeName(me))
  const [home, setHome] = createSignal(readHome([]))
  const [isKnown, setKnown] = createSignal(false)

  const welcome = (home: Home) => {
    for (const [id, room] of home.rooms) {
      const before = summaries.find(id)
      summaries.put(asListed(before ?? newSummary(id, room.joined), room))
      if (!before?.listed || before.lost) tryAgain(id)
    }
  }
  /** Documents that were refused before may be readable now. */
  const tryAgain = (room: string) => {
    for (const other of documents.all()) if (other.name.startsWith(`room/${room}`)) other.reconnect()
  }
  const read = () => {
    const now = readHome(document.map.entries())
    batch(() => {
      setHome(now)
      setKnown(document.map.size > 0 || document.state().name === 'synced')
      welcome(now)
    })
    // The list on this device may be old, so rooms are removed only after the relay has confirmed it.
    if (document.state().name !== 'synced') return
    for (const summary of unlisted(now)) {
      const why = now.gone.get(summary.id)?.why
      if (why || !summary.lost) lost.emit({ room: summary.id, why: why ?? 'left' })
    }
  }
  const unlisted = (now: Home) =>
    summaries.all().filter(({ id, listed }) => listed && !now.rooms.has(id) && !isWaiting(id))
  /**
   * Marks the rooms before this device's copy of the home equals the relay's. Otherwise another tab, or the next one
   * after this one died, would think that this person left them.
   */
  const keepWhatIsMissing = async (now: Home) => {
    const all = unlisted(now).filter(({ id, lost }) => !lost && !now.gone.has(id))
    await Promise.all(
      all.map(async ({ id }) => {
        await untilKept((keepUntil) => missing.emit({ room: id, keepUntil }))
        const summary = summaries.find(id)
        if (summary) await summaries.put({ ...summary, lost: true })
      }),
    )
  }
  const stops = [
    document.changed.subscribe(read),
    document.inStep.subscribe(() => {
      read()
      for (const act of actsWithoutRoom(summaries.all(), home(), isWaiting)) unmade.emit(act)
    }),
    document.restored.subscribe(({ entries, keepUntil }) => keepUntil(keepWhatIsMissing(readHome(entries)))),
  ]
  if (document.hasLoaded) read()

  return {
    home,
    isKnown,
    lost,
    missing,
    unmade,
    close: () => {
      for (const stop of stops) stop()
      void documents.close(document)
    },
  }
}

const asListed = (
  before: KeptSummary,
  { name, kind, visibility, picture, archived, people }: HomeRoom,
): KeptSummary => ({
  ...before,
  name,
  kind,
  visibility,
  picture: picture ?? null,
  archived: archived !== undefined,
  people: people
    ? Object.entries(people).map(([user, one]) => ({ ...one, user, picture: one.picture ?? null }))
    : before.people,
  listed: true,
  lost: false,
  madeBy: null,
})
