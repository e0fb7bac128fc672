import { useOwn } from './ownContext.ts'
import { type OwnThings, openOwnThings } from './ownThings.ts'

/** Tracked. What this person keeps for themselves; null for a guest. */
export const useOwnThings = (): (() => OwnThings | null) => {
  const own = useOwn()
  return () => own.open(openOwnThings)
}
