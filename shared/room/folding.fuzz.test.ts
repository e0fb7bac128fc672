import { expect, test } from 'vitest'
import { Chance } from '../../tests/world/chance.ts'
import { toBase64url } from '../base64url.ts'
import type { Body, PollBody } from '../record/kinds.ts'
import { recordName } from '../record/name.ts'
import { sameValue } from '../same-value.ts'
import type { FoldEntry } from './entry.ts'
import { Folding, fold } from './fold.ts'
import type { Message, WhoIs } from './message.ts'
import type { Standing } from './roles.ts'

const devices = Array.from({ length: 5 }, (_, at) => new Uint8Array(16).fill(at + 1))
const standings: Standing[] = ['owner', 'moderator', 'member', 'guest']

/** The last device belongs to nobody. */
const people = (chance: Chance): WhoIs => {
  const all = new Map(
    devices
      .slice(0, -1)
      .map((device, at) => [toBase64url(device), { user: `u${at}`, standing: chance.pick(standings) }]),
  )
  return (device) => all.get(device) ?? null
}

const pollOf = (chance: Chance): PollBody => ({
  options: ['a', 'b', 'c'].slice(0, 2 + chance.below(2)),
  many: chance.below(2) > 0,
  named: true,
  closes: chance.below(2) > 0 ? chance.below(12) : null,
})

const makeEntries = (chance: Chance): FoldEntry[] => {
  const entries: FoldEntry[] = []
  for (let seq = 1; seq <= 40; seq++) {
    const device = chance.pick(devices)
    const names = [...entries.map(({ name }) => name), recordName(device, 900 + chance.below(3))]
    const target = chance.pick(names)
    const body = chance.pick<() => Body>([
      () => ({ kind: 'post', text: `post ${seq}`, re: target, reSegment: 1 }),
      () => ({ kind: 'post', text: `post ${seq}`, mentions: [`${chance.below(9)}`] }),
      () => ({ kind: 'post', text: `post ${seq}`, thread: target, threadSegment: 1 }),
      () => ({ kind: 'post', text: `post ${seq}`, poll: pollOf(chance) }),
      () => ({ kind: 'vote', choices: [0, 1, 2].filter(() => chance.below(3) === 0) }),
      () => ({ kind: 'vote', choices: [chance.below(3)] }),
      () => (chance.below(3) > 0 ? { kind: 'vote', choices: [] } : { kind: 'close' }),
      () => ({ kind: 'import', text: `line ${seq}`, who: 'who', id: `${seq}` }),
      () => ({ kind: 'edit', text: `edit ${seq}` }),
      () => ({ kind: 'react', emoji: chance.pick(['a', 'b']), on: chance.below(3) > 0 }),
      () => ({ kind: 'pin', on: chance.below(2) > 0 }),
      () => (chance.below(2) > 0 ? { kind: 'erase' } : { kind: 'erase', time: chance.below(9) }),
    ])()
    const ref = body.kind === 'post' || body.kind === 'import' ? '' : target
    const name = recordName(device, seq)
    const common = { device: toBase64url(device), time: chance.below(12), bytes: new Uint8Array() }
    entries.push({ name, kind: body.kind, ref, body, ...common })
  }
  return entries
}

const foldOf = (whoIs: WhoIs, entries: Iterable<FoldEntry>): Folding => {
  const folding = new Folding()
  folding.people(whoIs)
  for (const entry of entries) folding.put(entry)
  return folding
}

/** A message that looks the same as before must be the same object. */
const keepsObjects = (before: readonly Message[], after: readonly Message[]): boolean => {
  const known = new Map(before.map((message) => [message.name, message]))
  const isKept = (message: Message) => {
    const old = known.get(message.name)
    return old === undefined || (old === message) === sameValue(old, message)
  }
  return after.every(isKept) && (before === after) === sameValue(before, after)
}

const inOrder = (threads: ReadonlyMap<string, readonly Message[]>) => [...threads].sort(([a], [b]) => (a < b ? -1 : 1))

/** The replies of each thread, counted from all messages. */
const threadsOf = (messages: readonly Message[]) => {
  const threads = new Map<string, Message[]>()
  for (const message of messages) {
    const root = message.thread?.name
    if (root !== undefined) threads.set(root, [...(threads.get(root) ?? []), message])
  }
  return inOrder(threads)
}

const first = 20_261_130
test.each(Array.from({ length: 150 }, (_, at) => first + at))(
  'P10: seed %d: puts and removals in any order give what a fold of all that is left gives',
  (seed) => {
    const chance = new Chance(seed)
    const entries = makeEntries(chance)
    const folding = new Folding()
    const left = new Map<string, FoldEntry>()
    let whoIs: WhoIs = () => null
    for (let step = 0; step < 250; step++) {
      const before = folding.messages()
      const entry = chance.pick(entries)
      const what = chance.below(20)
      if (what === 0) {
        whoIs = people(chance)
        folding.people(whoIs)
      } else if (what < 6) {
        left.delete(entry.name)
        folding.remove(entry.name)
      } else {
        // Rarely, a name holds another record than before, as after a document is replaced.
        const put = what === 6 ? { ...entry, time: chance.below(12) } : entry
        left.set(entry.name, put)
        folding.put(put)
      }
      if (chance.below(3) > 0) continue
      expect(keepsObjects(before, folding.messages())).toBe(true)
      const whole = foldOf(whoIs, left.values())
      expect(folding.messages()).toEqual(whole.messages())
      expect(folding.messages()).toEqual(fold([...left.values()].reverse(), whoIs))
      expect(folding.erasures()).toEqual(whole.erasures())
      expect(inOrder(folding.threads())).toEqual(threadsOf(folding.messages()))
      // Unlike `toEqual`, this also compares the order of reactions.
      expect(sameValue(folding.messages(), whole.messages())).toBe(true)
    }
    expect(folding.messages().length + folding.erasures().length).toBeGreaterThan(0)
  },
)
