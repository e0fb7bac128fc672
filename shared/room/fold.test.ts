import { expect, test } from 'vitest'
import { toBase64url } from '../base64url.ts'
import { type Body, kinds, writeBody } from '../record/kinds.ts'
import { recordName } from '../record/name.ts'
import { withSignature, writeUnsigned } from '../record/record.ts'
import { type FoldEntry, fold, foldSettings, readEntry, type WhoIs } from './fold.ts'
import type { Standing } from './roles.ts'

const cast: { [who: string]: { device: Uint8Array; standing: Standing } } = {
  owner: { device: new Uint8Array(16).fill(1), standing: 'owner' },
  moderator: { device: new Uint8Array(16).fill(2), standing: 'moderator' },
  member: { device: new Uint8Array(16).fill(3), standing: 'member' },
  removed: { device: new Uint8Array(16).fill(4), standing: 'guest' },
}
const byDevice = new Map(
  Object.entries(cast).map(([user, { device, standing }]) => [toBase64url(device), { user, standing }]),
)
const whoIs: WhoIs = (device) => byDevice.get(device) ?? null

let seq = 0
const entry = (who: string, time: number, body: Body, ref = ''): FoldEntry => {
  const device = cast[who]?.device ?? new Uint8Array(16).fill(99)
  const record = {
    kind: kinds[body.kind],
    device,
    seq: ++seq,
    prev: new Uint8Array(16),
    epoch: 0,
    time,
    ref,
    body: writeBody(body),
  }
  const bytes = withSignature(writeUnsigned(record), new Uint8Array(64))
  const read = readEntry(recordName(device, record.seq), bytes)
  if (read === null) throw new Error('not an entry')
  return read
}
const post = (who: string, time: number, text: string) => entry(who, time, { kind: 'post', text })
const texts = (entries: FoldEntry[]) => fold(entries, whoIs).map(({ text }) => text)

test('P10: messages are in the order of (time, name), in whatever order they arrived', () => {
  const entries = [post('member', 3, 'c'), post('owner', 1, 'a'), post('member', 2, 'b')]
  expect(texts(entries)).toEqual(['a', 'b', 'c'])
  expect(texts(entries.reverse())).toEqual(['a', 'b', 'c'])
})

test("shows the author's newest edit, and ignores edits by anybody else", () => {
  const target = post('member', 1, 'first')
  const edits = [
    entry('member', 3, { kind: 'edit', text: 'third' }, target.name),
    entry('member', 2, { kind: 'edit', text: 'second' }, target.name),
    entry('owner', 4, { kind: 'edit', text: 'not yours' }, target.name),
  ]
  const [message] = fold([...edits, target], whoIs)
  expect(message).toMatchObject({ text: 'third', edited: true, user: 'member' })
  expect(message?.from).toHaveLength(3)
})

test("the author and moderators can erase a message, and another member can't", () => {
  const erase = (who: string, target: FoldEntry) => entry(who, 9, { kind: 'erase' }, target.name)
  const [own, moderated, foreign] = [
    post('member', 1, 'own'),
    post('member', 2, 'moderated'),
    post('owner', 3, 'foreign'),
  ]
  const entries = [
    own,
    moderated,
    foreign,
    erase('member', own),
    erase('moderator', moderated),
    erase('member', foreign),
  ]
  expect(texts(entries)).toEqual(['foreign'])
})

test('the newest record decides whether a reaction is on, and each user counts once', () => {
  const target = post('member', 1, 'x')
  const react = (who: string, time: number, on: boolean) =>
    entry(who, time, { kind: 'react', emoji: '👍', on }, target.name)
  const entries = [
    target,
    react('owner', 2, true),
    react('owner', 3, true),
    react('member', 4, true),
    react('member', 5, false),
  ]
  expect(fold(entries, whoIs)[0]?.reactions).toEqual(new Map([['👍', ['owner']]]))
})

test('only moderators can pin', () => {
  const target = post('member', 1, 'x')
  const pin = (who: string) => entry(who, 2, { kind: 'pin', on: true }, target.name)
  expect(fold([target, pin('member')], whoIs)[0]?.pinned).toBe(false)
  expect(fold([target, pin('moderator')], whoIs)[0]?.pinned).toBe(true)
})

test('keeps what a removed member wrote before, and shows nothing of an unknown device', () => {
  expect(texts([post('removed', 1, 'before'), post('nobody', 2, 'unknown')])).toEqual(['before'])
})

test('imported messages keep the name of the person who wrote them', () => {
  const line = entry('owner', 1, { kind: 'import', text: 'hi', who: 'kleedrac', id: '1' })
  expect(fold([line], whoIs)[0]).toMatchObject({ user: 'owner', imported: { who: 'kleedrac' }, text: 'hi' })
})

test("bytes under a name that doesn't match them are not an entry", () => {
  const { bytes } = post('member', 1, 'x')
  expect(readEntry(recordName(new Uint8Array(16).fill(3), 1_000_000), bytes)).toBeNull()
  expect(readEntry('x', new Uint8Array(3))).toBeNull()
})

test('P9: for each setting, the newest record counts, by time and then name', () => {
  const set = (time: number, value: number) => entry('owner', time, { kind: 'set', key: 'k', value })
  expect(foldSettings([set(2, 20), set(1, 10)]).get('k')).toEqual({ value: 20, time: 2 })
})
