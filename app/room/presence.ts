import type { Awareness } from 'y-protocols/awareness'
import type { PresenceState } from '../../shared/wire/presence.ts'
import type { Clock } from '../sync/clock.ts'

/** Who is in a room now, by user id, those who came last first. */
export const presentIn = (awareness: Awareness): Map<string, { status: 'online' | 'away'; typing: boolean }> => {
  const present = new Map<string, { status: 'online' | 'away'; typing: boolean }>()
  for (const state of [...awareness.getStates().values()].reverse() as PresenceState[]) {
    if (!state.user) continue
    const before = present.get(state.user)
    present.set(state.user, {
      status: state.status !== 'away' || before?.status === 'online' ? 'online' : 'away',
      typing: state.typing === true || before?.typing === true,
    })
  }
  return present
}

const typingForMs = 5_000
const tellAgainAfterMs = 3_000

/** This person's presence in a room on screen. */
export class OwnPresence {
  readonly #awareness: () => Awareness
  readonly #me: string
  readonly #clock: Clock
  #toldAt = Number.NEGATIVE_INFINITY
  #typing = false
  #left = false
  #cancel: () => void = () => {}

  constructor(awareness: () => Awareness, me: string, clock: Clock) {
    this.#awareness = awareness
    this.#me = me
    this.#clock = clock
    this.#tell()
    globalThis.document?.addEventListener('visibilitychange', this.#tell)
  }

  typed(): void {
    this.#cancel()
    this.#cancel = this.#clock.after(typingForMs, () => this.stoppedTyping())
    const now = this.#clock.now()
    if (this.#typing && now - this.#toldAt < tellAgainAfterMs) return
    this.#toldAt = now
    this.#typing = true
    this.#tell()
  }

  stoppedTyping(): void {
    this.#cancel()
    if (!this.#typing) return
    this.#typing = false
    this.#tell()
  }

  leave(): void {
    this.#left = true
    this.#cancel()
    globalThis.document?.removeEventListener('visibilitychange', this.#tell)
    this.#awareness().setLocalState(null)
  }

  /** The document may have been rebuilt: its new awareness is told as well. */
  again(): void {
    if (!this.#left && this.#awareness().getLocalState() === null) this.#tell()
  }

  readonly #tell = (): void => {
    const status = globalThis.document?.visibilityState === 'hidden' ? 'away' : 'online'
    const state: PresenceState = { user: this.#me, status, typing: this.#typing }
    this.#awareness().setLocalState({ ...state })
  }
}
