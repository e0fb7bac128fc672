import { viewContext } from '../../ui/reactive/viewContext.ts'
import type { OwnParts, OwnThings } from './ownThings.ts'

/** What a person keeps for themselves. Tracked, and null for a guest. */
export interface OwnView {
  /** Opens it, once in a session, with the code for that. */
  open(open: (parts: OwnParts) => OwnThings): OwnThings | null
  /** Null also before something has opened it, which is soon after the start. */
  opened(): OwnThings | null
}

export const [OwnContext, useOwn] = viewContext<OwnView>()
