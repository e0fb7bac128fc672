import type { OwnRoom } from './ownRoom.ts'

/** The key of a thread among the own marks. `root` is the name of the message whose thread it is. */
export const threadKey = (room: string, root: string): string => `${room}/${root}`

const followKey = (room: string, root: string): string => `follow/${threadKey(room, root)}`

/** What this person decided about threads, on any of their devices. */
export interface Follows {
  /** Tracked. Null: they decided nothing, so what they did in the thread counts. */
  of(room: string, root: string): boolean | null
  set(room: string, root: string, on: boolean): void
}

export const followsIn = (own: Pick<OwnRoom, 'of' | 'set'>): Follows => ({
  of: (room, root) => {
    const value = own.of(followKey(room, root))
    return typeof value === 'boolean' ? value : null
  },
  set: (room, root, on) => own.set(followKey(room, root), on),
})
