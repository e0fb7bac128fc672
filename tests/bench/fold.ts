import { performance } from 'node:perf_hooks'
import type { Said } from '../../relay/seed/irc.ts'
import { openIrcLog } from '../../relay/seed/irc-log.ts'
import { toBase64url } from '../../shared/base64url.ts'
import { recordName } from '../../shared/record/name.ts'
import { deviceBytes } from '../../shared/record/record.ts'
import type { FoldEntry } from '../../shared/room/entry.ts'
import { Folding } from '../../shared/room/fold.ts'
import { quantile } from '../world/figures.ts'
import { count, type Figure, micros, ms, type Row, skipped, times } from './figure.ts'
import { madeUp } from './made-up.ts'

const segmentMessages = 1_000
const million = 1_000_000
/** Records that arrive one after another while the view is open. */
const arriving = 200

/** What it costs to turn records into messages: a whole history, and one record more. */
export const fold: Figure = {
  name: 'fold',
  async run({ irc, short, tell }) {
    const rows: Row[] = []
    const talks = [
      { name: 'real', said: irc === null ? null : (await openIrcLog(irc)).said(), limit: Number.POSITIVE_INFINITY },
      { name: 'made up', said: madeUp(), limit: short ? million / 10 : million },
    ]
    for (const { name, said, limit } of talks) {
      if (said === null) rows.push(skipped('fold: the real log', 'there is none'))
      else rows.push(...foldAll(name, await segmentsOf(said, limit)))
      tell(`${name} talk is folded`)
    }
    return rows
  },
}

const foldAll = (name: string, segments: FoldEntry[][]): Row[] => {
  const messages = segments.reduce((sum, { length }) => sum + length, 0)
  const before = performance.now()
  const foldings = segments.map(folded)
  const took = performance.now() - before
  const last = segments.at(-2) ?? []
  const anew = timed(() => folded(last))
  const one = quantile(oneByOne(foldings.at(-2) ?? new Folding(), last), 0.5)
  return [
    { what: `fold: ${count(messages)} ${name} messages`, value: ms(took), beside: micros((took * 1e3) / messages) },
    {
      what: `fold: one reaction, edit or message more, in a segment of ${count(last.length)}`,
      value: micros(one * 1e3),
      beside: `folding it anew ${ms(anew)}, ${times(anew / one)} as much`,
    },
  ]
}

const folded = (entries: readonly FoldEntry[]): Folding => {
  const folding = new Folding()
  for (const entry of entries) folding.put(entry)
  folding.people(whoIs)
  if (folding.messages().length !== entries.length) throw new Error('not every record was folded into a message')
  return folding
}

/** Milliseconds for each record that arrives, until its message is there. */
const oneByOne = (folding: Folding, entries: readonly FoldEntry[]): number[] =>
  Array.from({ length: arriving }, (_, at) => {
    const target = entries[(at * 37) % entries.length] as FoldEntry
    const entry = nextOf(target, at)
    return timed(() => {
      folding.put(entry)
      folding.people(whoIs)
      folding.messages()
    })
  })

const nextOf = (target: FoldEntry, at: number): FoldEntry => {
  const more = { ...target, name: `${target.device}.${million * 2 + at}`, time: target.time + million + at }
  if (at % 3 === 0) return { ...more, kind: 'post', ref: '', body: { kind: 'post', text: 'one more' } }
  if (at % 3 === 1) return { ...more, kind: 'edit', ref: target.name, body: { kind: 'edit', text: 'edited' } }
  return { ...more, kind: 'react', ref: target.name, body: { kind: 'react', emoji: '👍', on: true } }
}

const timed = (run: () => void): number => {
  const before = performance.now()
  run()
  return performance.now() - before
}

const whoIs = (device: string) => ({ user: device, standing: 'member' as const })

/** As the app holds a history: in segments, each author with a device. */
const segmentsOf = async (said: AsyncIterable<Said>, limit: number): Promise<FoldEntry[][]> => {
  const segments: FoldEntry[][] = [[]]
  const devices = new Map<string, Uint8Array>()
  let seq = 0
  for await (const { who, time, text } of said) {
    if (seq === limit) break
    const device = devices.get(who) ?? new Uint8Array(deviceBytes)
    if (!devices.has(who)) new DataView(device.buffer).setUint32(0, devices.size + 1)
    devices.set(who, device)
    const last = segments.at(-1) as FoldEntry[]
    const segment = last.length < segmentMessages ? last : []
    if (segment !== last) segments.push(segment)
    const entry = { name: recordName(device, ++seq), device: toBase64url(device), kind: 'post' as const, time, ref: '' }
    segment.push({ ...entry, body: { kind: 'post', text }, bytes: new Uint8Array() })
  }
  return segments
}
