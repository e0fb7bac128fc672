import { expect, test } from 'vitest'
import { toBase64url } from '../base64url.ts'
import { type Body, kinds, type PollBody, writeBody } from '../record/kinds.ts'
import { recordName } from '../record/name.ts'
import { withSignature, writeUnsigned } from '../record/record.ts'
import { type FoldEntry, readEntry } from './entry.ts'
import { Folding, fold, foldSettings } from './fold.ts'
import type { WhoIs } from './message.ts'
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
  expect(message).toMatchObject({
    text: 'third',
    edits: [
      { text: 'first', time: 1 },
      { text: 'second', time: 2 },
    ],
    editedAt: 3,
    user: 'member',
  })
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

test("a message lists its earlier texts, and shows the newest edit's mentions", () => {
  const target = entry('member', 1, { kind: 'post', text: 'a', mentions: ['x'.repeat(22)], everyone: true })
  expect(fold([target], whoIs)[0]).toMatchObject({ edits: [], editedAt: null, mentions: ['x'.repeat(22)] })
  const edits = [
    entry('member', 2, { kind: 'edit', text: 'b', mentions: ['y'.repeat(22)] }, target.name),
    entry('member', 3, { kind: 'edit', text: 'c' }, target.name),
  ]
  expect(fold([target, ...edits], whoIs)[0]).toMatchObject({
    text: 'c',
    edits: [
      { text: 'a', time: 1 },
      { text: 'b', time: 2 },
    ],
    editedAt: 3,
    mentions: [],
    everyone: true,
  })
})

test('a reply and a message in a thread say where their target is, if their author said so', () => {
  const target = post('owner', 1, 'x').name
  const replies = [
    entry('member', 2, { kind: 'post', text: 'a', re: target }),
    entry('member', 3, { kind: 'post', text: 'b', re: target, reSegment: 4, thread: target, threadSegment: 5 }),
  ]
  expect(fold(replies, whoIs)).toMatchObject([
    { re: { name: target, segment: null }, thread: null },
    { re: { name: target, segment: 4 }, thread: { name: target, segment: 5 } },
  ])
})

const erasures = (entries: FoldEntry[]) => {
  const folding = new Folding()
  folding.people(whoIs)
  for (const one of entries) folding.put(one)
  return folding.erasures()
}

test('an erasure says who erased whose message and where it stood, also when the message is no longer here', () => {
  const target = post('member', 1, 'x')
  const erase = entry('moderator', 9, { kind: 'erase', time: 1 }, target.name)
  const erasure = { name: target.name, time: 1, author: 'member', by: 'moderator', at: 9 }
  expect(erasures([target, erase])).toEqual([erasure])
  expect(erasures([erase])).toEqual([erasure])
  const old = entry('member', 9, { kind: 'erase' }, target.name)
  expect(erasures([target, old])).toEqual([{ ...erasure, by: 'member' }])
  expect(erasures([old])).toEqual([{ ...erasure, by: 'member', time: null }])
})

test("nobody's erasure counts that the rules refuse, whether the message is here or not", () => {
  const target = post('owner', 1, 'x')
  const erase = entry('member', 9, { kind: 'erase', time: 1 }, target.name)
  expect(erasures([target, erase])).toEqual([])
  expect(erasures([erase])).toEqual([])
  const stranger = `${toBase64url(new Uint8Array(16).fill(99))}.1`
  const [byMember, byModerator] = ['member', 'moderator'].map((who) =>
    entry(who, 9, { kind: 'erase', time: 1 }, stranger),
  )
  expect(erasures([byMember as FoldEntry])).toEqual([])
  expect(erasures([byModerator as FoldEntry])).toMatchObject([{ name: stranger, author: null, by: 'moderator' }])
})

test('a message that two people erased was erased by the first', () => {
  const target = post('member', 1, 'x')
  const erase = (who: string, time: number) => entry(who, time, { kind: 'erase', time: 1 }, target.name)
  expect(erasures([erase('moderator', 9), erase('member', 8)])).toMatchObject([{ by: 'member', at: 8 }])
})

test('the erasure of an edit or a reaction is not the erasure of a message', () => {
  const target = post('member', 1, 'x')
  const edit = entry('member', 2, { kind: 'edit', text: 'y' }, target.name)
  expect(erasures([target, edit, entry('member', 3, { kind: 'erase' }, edit.name)])).toEqual([])
})

test('only moderators can pin', () => {
  const target = post('member', 1, 'x')
  const pin = (who: string) => entry(who, 2, { kind: 'pin', on: true }, target.name)
  expect(fold([target, pin('member')], whoIs)[0]?.pinned).toBeNull()
  expect(fold([target, pin('moderator')], whoIs)[0]?.pinned).toEqual({ by: 'moderator', time: 2 })
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

const reactedTo = (target: FoldEntry, count: number) =>
  Array.from({ length: count }, (_, at) => {
    const who = ['owner', 'moderator', 'member'][at % 3] as string
    return entry(who, 10 + at, { kind: 'react', emoji: `e${at % 40}`, on: true }, target.name)
  })

test('a new record folds the one message that it is about, and looks at no other record', () => {
  const folding = new Folding()
  let asked = 0
  folding.people((device) => {
    asked++
    return whoIs(device)
  })
  const posts = Array.from({ length: 1_000 }, (_, at) => post('member', at, `line ${at}`))
  for (const one of [...posts, ...posts.slice(1).flatMap((one) => reactedTo(one, 2))]) folding.put(one)
  const before = folding.messages()
  asked = 0
  folding.put(reactedTo(posts[0] as FoldEntry, 1)[0] as FoldEntry)
  const after = folding.messages()
  expect(after.filter((message, at) => message !== before[at]).map(({ name }) => name)).toEqual([posts[0]?.name])
  expect(asked).toBeLessThan(5)
  asked = 0
  folding.put(post('owner', 500, 'between'))
  expect(folding.messages().filter((message) => !after.includes(message))).toHaveLength(1)
  expect(asked).toBeLessThan(5)
})

test('one more reaction on a message with 4,000 looks at no other one, and changes only the reactions with its emoji', () => {
  const folding = new Folding()
  let asked = 0
  folding.people((device) => {
    asked++
    return whoIs(device)
  })
  const target = post('member', 1, 'hello')
  for (const one of [target, ...reactedTo(target, 4_000)]) folding.put(one)
  const [before] = folding.messages()
  asked = 0
  folding.put(entry('owner', 20_000, { kind: 'react', emoji: 'new', on: true }, target.name))
  const [after] = folding.messages()
  expect(after?.reactions.get('new')).toEqual(['owner'])
  expect(after?.reactions.get('e3')).toBe(before?.reactions.get('e3'))
  expect(asked).toBeLessThan(5)
})

test('what the rules refuse leaves even the list the same', () => {
  const target = post('member', 1, 'x')
  const folding = new Folding()
  folding.people(whoIs)
  folding.put(target)
  const [messages, none] = [folding.messages(), folding.erasures()]
  const edit = entry('owner', 2, { kind: 'edit', text: 'not mine' }, target.name)
  for (const one of [edit, entry('member', 3, { kind: 'pin', on: true }, target.name), target]) folding.put(one)
  folding.people((device) => whoIs(device))
  folding.remove(edit.name)
  expect([folding.messages(), folding.erasures()]).toEqual([messages, none])
  expect(folding.messages()).toBe(messages)
  expect(folding.erasures()).toBe(none)
})

const reply = (who: string, time: number, text: string, thread: string) =>
  entry(who, time, { kind: 'post', text, thread, threadSegment: 1 })

test('P65: the replies to a message are its thread, whatever order they arrive in, and a quote alone is none', () => {
  const root = post('owner', 1, 'soup or stew?')
  const replies = [reply('member', 4, 'stew', root.name), reply('owner', 2, 'soup', root.name)]
  const quote = entry('member', 3, { kind: 'post', text: 'both', re: root.name, reSegment: 1 })
  const folding = new Folding()
  folding.people(whoIs)
  for (const one of [...replies, quote, root]) folding.put(one)
  expect([...folding.threads().keys()]).toEqual([root.name])
  expect(
    folding
      .threads()
      .get(root.name)
      ?.map(({ text }) => text),
  ).toEqual(['soup', 'stew'])
})

test('P65: one reply more costs the work of its own thread: all other threads stay the same lists', () => {
  const roots = Array.from({ length: 200 }, (_, at) => post('owner', at, `question ${at}`))
  const folding = new Folding()
  folding.people(whoIs)
  for (const root of roots) {
    folding.put(root)
    folding.put(reply('member', 500, `answer to ${root.name}`, root.name))
  }
  const before = folding.threads()
  expect(folding.threads()).toBe(before)
  folding.put(post('member', 900, 'no thread'))
  expect(folding.threads()).toBe(before)
  const [root] = roots
  folding.put(reply('member', 901, 'one more', root?.name ?? ''))
  const changed = [...folding.threads()].filter(([name, replies]) => before.get(name) !== replies)
  expect(changed.map(([name]) => name)).toEqual([root?.name])
})

test('P65: the thread of an erased message lives on, and an erased reply leaves it', () => {
  const root = post('member', 1, 'who is in?')
  const [first, second] = [reply('owner', 2, 'me', root.name), reply('member', 3, 'me too', root.name)]
  const folding = new Folding()
  folding.people(whoIs)
  const gone = [
    entry('member', 4, { kind: 'erase', time: 1 }, root.name),
    entry('owner', 5, { kind: 'erase' }, first.name),
  ]
  for (const one of [root, first, second, ...gone]) folding.put(one)
  expect(folding.erasure(root.name)).not.toBeNull()
  expect(
    folding
      .threads()
      .get(root.name)
      ?.map(({ text }) => text),
  ).toEqual(['me too'])
  folding.put(entry('member', 6, { kind: 'erase' }, second.name))
  expect(folding.threads().size).toBe(0)
})

test('P65: a message that says it is in its own thread is in none', () => {
  const own = recordName(cast.member?.device ?? new Uint8Array(16), seq + 1)
  const folding = new Folding()
  folding.people(whoIs)
  folding.put(reply('member', 1, 'me', own))
  expect(folding.messages()[0]).toMatchObject({ name: own, thread: null })
  expect(folding.threads().size).toBe(0)
})

const options = ['Pizza', 'Soup', 'Salad']
const poll = (who: string, time: number, more: Partial<PollBody> = {}) =>
  entry(who, time, {
    kind: 'post',
    text: 'Lunch?',
    poll: { options, many: false, named: true, closes: null, ...more },
  })
const vote = (who: string, time: number, choices: number[], { name }: FoldEntry) =>
  entry(who, time, { kind: 'vote', choices }, name)
const close = (who: string, time: number, { name }: FoldEntry) => entry(who, time, { kind: 'close' }, name)
const votes = (entries: FoldEntry[]) => Object.fromEntries(fold(entries, whoIs)[0]?.poll?.votes ?? [])

test("P70: a person's last vote counts, and one without choices withdraws it", () => {
  const asked = poll('owner', 1)
  const given = [
    vote('member', 4, [2], asked),
    vote('owner', 2, [0], asked),
    vote('member', 3, [1], asked),
    vote('moderator', 5, [1], asked),
  ]
  expect(votes([...given, asked])).toEqual({ owner: [0], member: [2], moderator: [1] })
  expect(votes([asked, ...given, vote('member', 6, [], asked)])).toEqual({ owner: [0], moderator: [1] })
})

test('P70 R31: votes for no option, for too many, by strangers and in no poll are passed over', () => {
  const asked = poll('owner', 1)
  const given = [
    vote('member', 2, [0], asked),
    vote('member', 3, [3], asked),
    vote('member', 4, [0, 1], asked),
    vote('nobody', 5, [1], asked),
  ]
  expect(votes([asked, ...given])).toEqual({ member: [0] })
  const several = poll('owner', 1, { many: true })
  expect(votes([several, vote('member', 2, [0, 2], several), vote('removed', 3, [1], several)])).toEqual({
    member: [0, 2],
    removed: [1],
  })
  const plain = post('owner', 1, 'no poll')
  expect(fold([plain, vote('member', 2, [0], plain), close('owner', 3, plain)], whoIs)[0]?.poll).toBeNull()
})

test('P70: votes after the end of a poll are passed over, whatever ended it', () => {
  const timed = poll('owner', 1, { closes: 10 })
  const atTheEnd = [vote('member', 9, [0], timed), vote('moderator', 10, [1], timed), vote('member', 11, [], timed)]
  expect(votes([timed, ...atTheEnd])).toEqual({ member: [0] })
  const asked = poll('member', 1)
  const given = [vote('member', 2, [0], asked), vote('owner', 6, [1], asked)]
  expect(votes([asked, ...given, close('owner', 5, asked)])).toEqual({ member: [0] })
  expect(votes([asked, ...given, close('member', 5, asked)])).toEqual({ member: [0] })
})

test('R32: a poll is closed by its author or a moderator, once and for good', () => {
  const asked = poll('owner', 1)
  const closed = (...entries: FoldEntry[]) => fold([asked, ...entries], whoIs)[0]?.poll?.closed
  expect(closed(close('member', 2, asked))).toBeNull()
  expect(closed(close('moderator', 3, asked), close('owner', 4, asked))).toEqual({ by: 'moderator', time: 3 })
})

test('P70: an edit changes the question of a poll and keeps its options and votes', () => {
  const asked = poll('member', 1)
  const edit = entry('member', 3, { kind: 'edit', text: 'Dinner?' }, asked.name)
  const [message] = fold([asked, vote('owner', 2, [1], asked), edit], whoIs)
  expect(message).toMatchObject({ text: 'Dinner?', poll: { options, closes: null } })
  expect(message?.poll?.votes).toEqual(new Map([['owner', [1]]]))
})

test('one more vote makes one new message and leaves the others as they are', () => {
  const asked = poll('owner', 1)
  const other = poll('owner', 2)
  const folding = new Folding()
  folding.people(whoIs)
  for (const one of [asked, other, vote('member', 3, [0], other)]) folding.put(one)
  const before = folding.messages()
  folding.put(vote('member', 4, [1], asked))
  const after = folding.messages()
  expect(after[0]).not.toBe(before[0])
  expect(after[1]).toBe(before[1])
})

test('P72: a forwarded message tells whose words it has, as the person says who forwards it', () => {
  const forward = { who: 'Ann', room: 'BApp1TwlM8mVFfoTwJmyUw', name: recordName(new Uint8Array(16), 1), segment: 2 }
  expect(fold([entry('member', 1, { kind: 'post', text: 'hello', forward })], whoIs)[0]).toMatchObject({
    user: 'member',
    text: 'hello',
    forward,
  })
})
