import type { Act } from '../../../shared/room/acts.ts'
import { rosterName } from '../../../shared/wire/documents.ts'
import type { RefusalCode } from '../../../shared/wire/results.ts'
import { Listeners } from '../../base/listeners.ts'
import { type ActAnswer, isMoot, type Outbox } from '../../outgoing/outbox.ts'
import { type DropParts, dropRoom, refusalFor } from '../../room/model/dropRoom.ts'
import type { DropReason, Tabs } from '../../store/tabs.ts'
import type { RoomWatcher } from './roomWatcher.ts'
import type { Summaries } from './summaries.ts'

export interface RoomLivesParts extends DropParts {
  outbox: Outbox
  summaries: Summaries
  watcher: RoomWatcher
  tabs: Tabs
  failed(error: unknown): void
}

/**
 * True for a room created offline whose name was already taken. The room and its messages stay on this device until it
 * gets another name.
 */
export const waitsForName = (outbox: Pick<Outbox, 'refused'>, room: string): boolean =>
  outbox.refused().some(({ act, refused }) => act.do === 'make' && act.room === room && refused === 'name-taken')

export interface RoomLives {
  dropped: Listeners<{ room: string; why: DropReason }>
  /** `code`: the reason shown for unsent messages, if it is not the default for `why`. */
  drop(room: string, why: DropReason, code?: RefusalCode): void
  close(): void
}

/** Starts and drops rooms on this device as the relay answers their acts. */
export const followRoomLives = (parts: RoomLivesParts): RoomLives => {
  const { outbox, summaries, watcher, live, documents, tabs, failed } = parts
  const dropped: RoomLives['dropped'] = new Listeners()

  const forget = (room: string, why: DropReason, code = refusalFor[why]): Promise<void> => {
    const gone = Promise.resolve().then(() => dropRoom(room, code, parts))
    summaries.remove(room, gone)
    watcher.letGo(room)
    dropped.emit({ room, why })
    return gone
  }
  const drop: RoomLives['drop'] = (room, why, code) => {
    tabs.tell({ what: 'dropped', room, why })
    forget(room, why, code).catch(failed)
  }
  /** The relay created the room, perhaps under another name. */
  const begin = (room: string, name: string) => {
    const summary = summaries.find(room)
    if (summary && name) summaries.put({ ...summary, name })
    live.find(room)?.look()
    for (const document of documents.all()) if (document.name.startsWith(rosterName(room))) document.release()
  }
  const settle = (act: Act, answer: ActAnswer) => {
    const isDone = answer.ok || isMoot(act, answer.code)
    if (act.do === 'make' || act.do === 'direct') {
      if (isDone) begin(act.room, answer.ok ? answer.name : '')
      // A room that a restored relay lost stays here, even if creating it again is refused.
      else if (!waitsForName(outbox, act.room) && !summaries.find(act.room)?.lost)
        drop(act.room, 'not-made', answer.code)
    }
    if (act.do === 'leave' && isDone) drop(act.room, 'left')
    if (act.do === 'delete' && isDone) drop(act.room, 'deleted')
  }
  const stops = [
    tabs.heard.subscribe((word) => word.what === 'dropped' && void forget(word.room, word.why).catch(failed)),
    outbox.answered.subscribe(({ act, answer }) => settle(act, answer)),
  ]
  return {
    dropped,
    drop,
    close: () => {
      for (const stop of stops) stop()
    },
  }
}
