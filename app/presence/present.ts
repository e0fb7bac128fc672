import type { Awareness } from 'y-protocols/awareness'
import type { Seen } from '../../shared/room/seen.ts'
import { later } from '../../shared/room/seen-fold.ts'
import { type PresenceState, relayPresence } from '../../shared/wire/presence.ts'

/** The presence of one person, over all their devices. */
export interface Present {
  status: 'online' | 'away'
  typing: boolean
  /** Has this room on screen. */
  here: boolean
  /** How far they have read; null: they don't tell it here. */
  read: Seen | null
}

/** A device that types says so again before this time is over. If it is gone, it stops being shown as typing. */
export const typingShownForMs = 4_500

/** The people who are present, by user id, the latest to come first. */
export const presentIn = (awareness: Awareness, now: number): Map<string, Present> => {
  const present = new Map<string, Present>()
  for (const [client, state] of [...awareness.getStates()].reverse() as [number, PresenceState][]) {
    if (!state.user) continue
    const before = present.get(state.user)
    present.set(state.user, {
      status: state.status !== 'away' || before?.status === 'online' ? 'online' : 'away',
      typing: before?.typing === true || (state.typing === true && now < typingEndsAt(awareness, client)),
      here: before?.here === true || state.here === true,
      read: later(before?.read ?? null, state.read ?? null),
    })
  }
  return present
}

/** When the next person may stop being shown as typing; null if nobody types. */
export const nextTypingEnd = (awareness: Awareness, now: number): number | null => {
  const ends = [...(awareness.getStates() as Map<number, PresenceState>)].flatMap(([client, { typing }]) => {
    const end = typing ? typingEndsAt(awareness, client) : now
    return end > now ? [end] : []
  })
  return ends.length > 0 ? Math.min(...ends) : null
}

const typingEndsAt = (awareness: Awareness, client: number): number =>
  (awareness.meta.get(client)?.lastUpdated ?? 0) + typingShownForMs

/** How many other people read as guests. If this reader is a guest, the relay counts them too, so subtract one. */
export const otherGuestsIn = (awareness: Awareness, isGuest: boolean): number => {
  const guests = (awareness.getStates().get(relayPresence) as PresenceState | undefined)?.guests ?? 0
  return Math.max(0, isGuest ? guests - 1 : guests)
}
