import { createMemo, createRoot, createSignal, untrack } from 'solid-js'
import { comparePositions } from '../../../shared/record/name.ts'
import { segmentName } from '../../../shared/wire/documents.ts'
import type { Position } from '../../base/position.ts'
import type { Shared } from '../../base/shared.ts'
import type { Erasing } from '../../outgoing/erasing.ts'
import type { WaitingActs } from '../../outgoing/waitingActs.ts'
import type { OwnRoom } from '../../own/ownRoom.ts'
import type { ReadMarks } from '../../own/readMarks.ts'
import type { LiveRoom } from '../../room/model/liveRoom.ts'
import type { Segments } from '../../segments/segments.ts'
import type { ActivityView, OpenItem } from './ActivityView.ts'
import type { Activity, PlacedItem } from './activity.ts'
import { latest } from './activityIn.ts'
import type { Summaries } from './summaries.ts'

export interface ViewParts {
  summaries: Pick<Summaries, 'all'>
  own: Pick<OwnRoom, 'of' | 'set' | 'opened'>
  readMarks: Pick<ReadMarks, 'of'>
  live: Shared<LiveRoom>
  segments: Segments
  erasing: Pick<Erasing, 'has'>
  waiting: Pick<WaitingActs, 'on'>
  /** Tracked. */
  blocked(): ReadonlySet<string>
}

export const seenKey = 'seen/activity'

export const viewActivity = (activity: Pick<Activity, 'items'>, parts: ViewParts): ActivityView =>
  createRoot(() => {
    const { summaries, own, readMarks, blocked } = parts
    const rooms = createMemo(() => new Set(summaries.all().map(({ id }) => id)), undefined, { equals: sameSet })
    const items = createMemo(() =>
      activity
        .items()
        .flatMap((item) => (rooms().has(item.room) ? (withoutBlocked(item, blocked()) ?? []) : []))
        .sort((a, b) => comparePositions(placeOf(b), placeOf(a))),
    )
    // An older mark of a device that was offline for a while does not bring back what was seen.
    const seen = createMemo((before: Position | null) => later(before, readPosition(own.of(seenKey))), null)
    const isUnread = (item: PlacedItem, seen: Position | null): boolean => {
      if (seen && comparePositions(placeOf(item), seen) <= 0) return false
      const read = item.kind === 'reactions' ? null : readMarks.of(item.room)
      return read === null || comparePositions(item, read) > 0
    }
    return {
      items,
      seen,
      isUnread,
      unread: createMemo(() => items().filter((item) => isUnread(item, seen())).length),
      see: () => {
        const newest = untrack(items)[0]
        const { time, name } = newest ? placeOf(newest) : { time: 0, name: '' }
        const before = untrack(seen)
        if (newest && (before === null || comparePositions({ time, name }, before) > 0))
          own.set(seenKey, { time, name })
      },
      open: (item) => openItem(item, parts),
    }
  })

/** Where an item stands in the list. */
const placeOf = (item: PlacedItem): Position => ({ time: latest(item), name: item.name })

const withoutBlocked = (item: PlacedItem, blocked: ReadonlySet<string>): PlacedItem | null => {
  if (!item.by.some(({ user }) => blocked.has(user))) return item
  const by = item.by.filter(({ user }) => !blocked.has(user))
  return by.length > 0 ? { ...item, by } : null
}

const openItem = ({ room, segment, name }: PlacedItem, { live, segments, erasing, waiting }: ViewParts): OpenItem => {
  const [version, setVersion] = createSignal(0)
  const look = () => setVersion((before) => before + 1)
  const openRoom = live.open(room)
  const open = segments.open(segmentName(room, segment))
  const stops = [openRoom.changed.subscribe(look), open.changed.subscribe(look)]
  const member = (user: string) => {
    version()
    return openRoom.roster.members.get(user)
  }
  return {
    message: () => {
      version()
      if (erasing.has(room, name) || waiting.on(room, name).has('erase')) return null
      if (!open.document.hasLoaded || !openRoom.isKnown) return undefined
      return open.folding(openRoom.whoIs).message(name)
    },
    nameOf: (user) => member(user)?.name ?? '',
    pictureOf: (user) => member(user)?.picture ?? null,
    close: () => {
      for (const stop of stops) stop()
      void segments.close(open.document.name, open)
      void live.close(room, openRoom)
    },
  }
}

const later = (a: Position | null, b: Position | null): Position | null =>
  a === null || (b !== null && comparePositions(b, a) > 0) ? b : a

const readPosition = (value: unknown): Position | null => {
  const { time, name } = (value ?? {}) as Partial<Position>
  return typeof time === 'number' && typeof name === 'string' ? { time, name } : null
}

const sameSet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((one) => b.has(one))
