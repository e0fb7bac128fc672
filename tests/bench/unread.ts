import { performance } from 'node:perf_hooks'
import { Listeners } from '../../app/base/listeners.ts'
import { tableInMemory } from '../../app/base/table.ts'
import { listingOf } from '../../app/lobby/model/listing.ts'
import { type KeptSummary, newSummary, openSummaries, type Summaries } from '../../app/lobby/model/summaries.ts'
import { summarize } from '../../app/lobby/model/summarize.ts'
import { countLive } from '../../app/lobby/model/unread/countLive.ts'
import type { LiveRoom } from '../../app/room/model/liveRoom.ts'
import type { Segment } from '../../app/segments/segment.ts'
import type { TabWord } from '../../app/store/tabs.ts'
import { toBase64url } from '../../shared/base64url.ts'
import { looksWith } from '../../shared/names/looks.ts'
import { recordName } from '../../shared/record/name.ts'
import type { FoldEntry } from '../../shared/room/entry.ts'
import { Folding } from '../../shared/room/fold.ts'
import { readRoster } from '../../shared/room/roster.ts'
import { segmentName } from '../../shared/wire/documents.ts'
import { quantile } from '../world/figures.ts'
import { type Figure, ms } from './figure.ts'

const rooms = 500
const unreadInEach = 200
const readInEach = 300
const joined = 1
const author = new Uint8Array(16).fill(7)
const people = new Map([[toBase64url(author), { user: 'olga', standing: 'member' as const }]])
const me = { user: 'me', isBlocked: () => false, readInThread: () => null }
const parts = { me, segments: { find: () => undefined }, late: { in: () => new Map<string, number>() } }
const mark = { time: readInEach, name: '~' }

/** What the list of rooms costs a person with 500 rooms and 100,000 unread messages. */
export const unread: Figure = {
  name: 'unread',
  async run() {
    const open = Array.from({ length: rooms }, (_, at) => openRoom(`${at}`.padStart(22, 'R')))
    const table = tableInMemory<KeptSummary>()
    const first = await openSummaries(table, alone)
    for (const { live } of open) await first.put(newSummary(live.id, joined))
    const counting = await timed(() => open.map(({ live }) => count(first, live)))
    const start = await timed(async () => listingFrom(await openSummaries(table, alone))())
    const total = start.result.reduce((sum, room) => sum + room.unread, 0)
    if (total !== rooms * unreadInEach) throw new Error(`counted ${total} unread messages`)

    const list = listingFrom(first)
    list()
    const arriving: number[] = []
    const counted: number[] = []
    for (const [at, { live, say }] of open.entries()) {
      say(readInEach + unreadInEach + at + 1)
      arriving.push(
        (
          await timed(() => {
            count(first, live)
            list()
          })
        ).took,
      )
      counted.push((await timed(() => count(first, live))).took)
    }
    return [
      { what: 'unread: the counts at start, 500 rooms and 100,000 unread', value: ms(start.took) },
      { what: 'unread: counting all 500 open rooms again', value: ms(counting.took) },
      { what: 'unread: one message arrives, until the list has its count', value: ms(quantile(arriving, 0.5)) },
      { what: 'unread: of that, counting the room', value: ms(quantile(counted, 0.5)) },
    ]
  },
}

const alone = { heard: new Listeners<TabWord>(), tell: () => {}, close: () => {} }
const nobody = { here: [], status: 'offline' as const }
const looks = looksWith({})

const listingFrom = (summaries: Summaries) =>
  listingOf({
    outbox: { acts: () => [] },
    summaries,
    watcher: { in: () => nobody },
    marks: { isFavourite: () => false, isClosed: () => false },
    blocked: () => new Set(),
    looks: () => looks,
  })

const count = (summaries: Summaries, live: LiveRoom): void => {
  const before = summaries.find(live.id)!
  const counted = countLive(before.counted, live, mark, joined, parts)
  void summaries.put(summarize(before, live, me, counted))
}

/** A room that is open in this tab, with its newest segment. */
const openRoom = (id: string) => {
  const whoIs = (device: string) => people.get(device) ?? null
  const folding = new Folding()
  folding.people(whoIs)
  const entries = new Map<string, FoldEntry>()
  let seq = 0
  const say = (time: number) => {
    const name = recordName(author, ++seq)
    const body = { kind: 'post' as const, text: `line ${seq} of some length` }
    const entry = { name, device: toBase64url(author), kind: body.kind, time, ref: '', body, bytes: new Uint8Array() }
    entries.set(name, entry)
    folding.put(entry)
  }
  for (let time = 1; time <= readInEach + unreadInEach; time++) say(time)
  folding.messages() // what is on screen is folded anyway
  const document = { name: segmentName(id, 1), hasLoaded: true, state: () => ({ name: 'synced' }) }
  const segment = { number: 1, document, entries, folding: () => folding, messages: () => folding.messages() }
  const head = segment as unknown as Segment
  const roster = { ...readRoster([]), name: id, made: 1, head: 1 }
  return { live: { id, isKnown: true, roster, whoIs, head, recent: [head] } as unknown as LiveRoom, say }
}

const timed = async <T>(act: () => T | Promise<T>): Promise<{ took: number; result: T }> => {
  const from = performance.now()
  const result = await act()
  return { took: performance.now() - from, result }
}
