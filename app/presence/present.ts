import type { Awareness } from 'y-protocols/awareness'
import { type PresenceState, relayPresence } from '../../shared/wire/presence.ts'

/** One person, on however many devices. */
export interface Present {
  status: 'online' | 'away'
  typing: boolean
  /** Has the room on screen. */
  here: boolean
}

/** Who types says so again before this is over; whoever vanished meanwhile is not shown as typing any longer. */
export const typingShownForMs = 4_500

/** Who is present, by user id, those who came last first. */
export const presentIn = (awareness: Awareness, now: number): Map<string, Present> => {
  const present = new Map<string, Present>()
  for (const [client, state] of [...awareness.getStates()].reverse() as [number, PresenceState][]) {
    if (!state.user) continue
    const before = present.get(state.user)
    present.set(state.user, {
      status: state.status !== 'away' || before?.status === 'online' ? 'online' : 'away',
      typing: before?.typing === true || (state.typing === true && now < typingEndsAt(awareness, client)),
      here: before?.here === true || state.here === true,
    })
  }
  return present
}

/** When the first of those who type now is to be looked at again; null if nobody types. */
export const nextTypingEnd = (awareness: Awareness, now: number): number | null => {
  const ends = [...(awareness.getStates() as Map<number, PresenceState>)].flatMap(([client, { typing }]) => {
    const end = typing ? typingEndsAt(awareness, client) : now
    return end > now ? [end] : []
  })
  return ends.length > 0 ? Math.min(...ends) : null
}

const typingEndsAt = (awareness: Awareness, client: number): number =>
  (awareness.meta.get(client)?.lastUpdated ?? 0) + typingShownForMs

/** How many others read without being in it. The relay counts everybody, whoever reads here as a guest among them. */
export const otherGuestsIn = (awareness: Awareness, isGuest: boolean): number => {
  const guests = (awareness.getStates().get(relayPresence) as PresenceState | undefined)?.guests ?? 0
  return Math.max(0, isGuest ? guests - 1 : guests)
}
