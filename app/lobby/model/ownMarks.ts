import type { Clock } from '../../base/clock.ts'
import type { OwnRoom } from '../../own/ownRoom.ts'
import type { LobbyView } from './LobbyView.ts'
import { type KeptSummary, lastAt, type Summaries } from './summaries.ts'

/** Marks that a person sets for themselves, shared by all their devices: keys of `set` records in their own room. */
const favouriteKey = (room: string): string => `favourite/${room}`
/** Holds a time: a closed direct conversation stays hidden until it has a message after this time. */
export const closedKey = (room: string): string => `closed/${room}`
/** Hold the time of the latest lost membership, or declined request, that this person has dismissed. */
const goneKey = (room: string): string => `gone/${room}`
const requestKey = (room: string): string => `request/${room}`

export interface OwnMarks extends Pick<LobbyView, 'favourite' | 'closeDirect'> {
  noteGone(room: string, at: number): void
  noteRefused(room: string, at: number): void
  /** Tracked, as all that follow. */
  isFavourite(room: string): boolean
  isClosed(summary: KeptSummary): boolean
  isGoneNoted(room: string, at: number): boolean
  isRefusedNoted(room: string, at: number): boolean
}

export const marksIn = (own: OwnRoom, summaries: Summaries, clock: Clock): OwnMarks => {
  const isNoted = (key: string, at: number) => {
    const noted = own.of(key)
    return typeof noted === 'number' && noted >= at
  }
  return {
    favourite: (room, on) => own.set(favouriteKey(room), on),
    closeDirect: (room) => {
      const summary = summaries.find(room)
      if (summary) own.set(closedKey(room), Math.max(clock.now(), lastAt(summary)))
    },
    noteGone: (room, at) => own.set(goneKey(room), at),
    noteRefused: (room, at) => own.set(requestKey(room), at),
    isFavourite: (room) => own.of(favouriteKey(room)) === true,
    isClosed: (summary) => summary.kind === 'direct' && isNoted(closedKey(summary.id), lastAt(summary)),
    isGoneNoted: (room, at) => isNoted(goneKey(room), at),
    isRefusedNoted: (room, at) => isNoted(requestKey(room), at),
  }
}
