import type { Accessor } from 'solid-js'
import type { Home } from '../../../shared/room/home.ts'
import type { Outbox } from '../../outgoing/outbox.ts'

/** Tracked: users whom this person has blocked, including blocks that are not sent yet. */
export const blockedBy =
  (home: Accessor<Home>, outbox: Pick<Outbox, 'acts'>): Accessor<ReadonlySet<string>> =>
  () => {
    const blocked = new Set(home().blocked)
    for (const { act } of outbox.acts())
      if (act.do === 'block') act.on ? blocked.add(act.user) : blocked.delete(act.user)
    return blocked
  }
