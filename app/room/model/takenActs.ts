import { type Accessor, createSignal, untrack } from 'solid-js'
import type { Act } from '../../../shared/room/acts.ts'
import type { Roster } from '../../../shared/room/roster.ts'
import type { Outbox } from '../../outgoing/outbox.ts'

/**
 * Changes of a room that the relay has taken and that its roster on this device does not show yet. The answer to an act
 * and the new roster come over two connections, so either may be first. Without this a setting would go back for a
 * moment.
 */
export const followTakenActs = (outbox: Pick<Outbox, 'answered'>, room: string, roster: Accessor<Roster>) => {
  const [taken, setTaken] = createSignal<readonly { act: Act; before: Roster }[]>([])
  const stop = outbox.answered.subscribe(({ act, answer }) => {
    const before = untrack(roster)
    if (!answer.ok || act.room !== room || isShown(before, act)) return
    setTaken([...untrack(taken), { act, before }].filter((one) => one.before === before))
  })
  return {
    /** Tracked. Any new roster ends them: they are in it, or others have changed the same since. */
    acts: () => taken().flatMap((one) => (one.before === roster() ? [one.act] : [])),
    close: stop,
  }
}

const isShown = (roster: Roster, act: Act): boolean => {
  switch (act.do) {
    case 'change': {
      const { do: _, room, ...wanted } = act
      return Object.entries(wanted).every(([fact, value]) => roster[fact as keyof typeof wanted] === value)
    }
    case 'threads':
      return roster.threads === act.shown
    case 'archive':
      return (roster.archived !== null) === act.on
    default:
      return true
  }
}
