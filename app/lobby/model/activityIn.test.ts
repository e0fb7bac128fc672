import { describe, expect, test } from 'vitest'
import { toBase64url } from '../../../shared/base64url.ts'
import type { Body } from '../../../shared/record/kinds.ts'
import { recordName } from '../../../shared/record/name.ts'
import type { FoldEntry } from '../../../shared/room/entry.ts'
import { Folding } from '../../../shared/room/fold.ts'
import type { WhoIs } from '../../../shared/room/message.ts'
import { Chance } from '../../../tests/world/chance.ts'
import { activityIn, latest } from './activityIn.ts'

const names = ['ann', 'milo', 'olga', 'removed'] as const
type Name = (typeof names)[number]
const deviceOf = (name: Name) => new Uint8Array(16).fill(names.indexOf(name) + 1)
const users = new Map(names.slice(0, 3).map((name) => [toBase64url(deviceOf(name)), name]))
const whoIs: WhoIs = (device) => {
  const user = users.get(device)
  return user === undefined ? null : { user, standing: user === 'olga' ? 'moderator' : 'member' }
}

const makeTalk = () => {
  const folding = new Folding()
  folding.people(whoIs)
  let seq = 0
  const write = (who: Name, body: Body, ref = '', time = seq + 100): string => {
    const name = recordName(deviceOf(who), ++seq)
    const entry: FoldEntry = {
      name,
      kind: body.kind,
      ref,
      body,
      time,
      device: toBase64url(deviceOf(who)),
      bytes: new Uint8Array(),
    }
    folding.put(entry)
    return name
  }
  const post = (who: Name, text: string, more: Partial<Body & { kind: 'post' }> = {}) =>
    write(who, { kind: 'post', text, ...more })
  const react = (who: Name, to: string, emoji: string, on = true) => write(who, { kind: 'react', emoji, on }, to)
  const activity = () => activityIn(folding, whoIs, 'ann')
  const kinds = () => activity().map(({ kind, name }) => [kind, name])
  return { folding, write, post, react, activity, kinds }
}

describe('what is about a person in a segment', () => {
  test('mentions, calls to everybody, replies and answers in their threads, the latest first', () => {
    const { post, kinds } = makeTalk()
    const mine = post('ann', 'mine')
    const theirs = post('milo', 'theirs')
    post('milo', 'a reply to somebody else', { re: theirs })
    const mention = post('milo', 'hey', { mentions: ['olga', 'ann'] })
    const call = post('olga', 'all', { everyone: true })
    const reply = post('milo', 'reply', { re: mine })
    const answer = post('olga', 'answer', { thread: mine })
    const both = post('olga', 'both', { re: mine, mentions: ['ann'] })
    post('ann', 'myself', { re: mine, mentions: ['ann'], everyone: true })
    expect(kinds()).toEqual([
      ['mention', both],
      ['reply', answer],
      ['reply', reply],
      ['mention', call],
      ['mention', mention],
    ])
  })

  test('a reply counts also if the message it replies to is in another segment', () => {
    const { post, kinds } = makeTalk()
    const reply = post('milo', 'reply', { re: recordName(deviceOf('ann'), 900), reSegment: 1 })
    post('milo', 'reply', { re: recordName(deviceOf('olga'), 900), reSegment: 1 })
    expect(kinds()).toEqual([['reply', reply]])
  })

  test('reactions are grouped by message; withdrawn ones, own ones and those of strangers do not count', () => {
    const { post, react, activity } = makeTalk()
    const mine = post('ann', 'mine')
    const other = post('ann', 'other')
    const theirs = post('milo', 'theirs')
    react('ann', mine, 'a')
    react('removed', mine, 'a')
    react('milo', mine, 'a')
    react('olga', mine, 'b')
    react('milo', mine, 'b')
    react('milo', mine, 'b', false)
    react('olga', other, 'a')
    react('olga', other, 'a', false)
    react('olga', theirs, 'a')
    expect(activity()).toEqual([
      {
        kind: 'reactions',
        name: mine,
        time: 100,
        by: [
          { user: 'olga', time: 106, emoji: 'b' },
          { user: 'milo', time: 105, emoji: 'a' },
        ],
      },
    ])
  })

  test('an edit changes who is mentioned, and an erased message is about nobody', () => {
    const { write, post, kinds } = makeTalk()
    const one = post('milo', 'hey', { mentions: ['ann'] })
    const two = post('milo', 'ho')
    write('milo', { kind: 'edit', text: 'ho, Ann', mentions: ['ann'] }, two)
    expect(kinds()).toEqual([
      ['mention', two],
      ['mention', one],
    ])
    write('milo', { kind: 'edit', text: 'hey' }, one)
    write('olga', { kind: 'erase' }, two)
    expect(kinds()).toEqual([])
  })

  test('holds no text of any message', () => {
    const { post, react, activity } = makeTalk()
    const mine = post('ann', 'a secret of mine')
    post('milo', 'a secret of theirs', { mentions: ['ann'], re: mine })
    react('olga', mine, 'a')
    expect(activity().length).toBe(2)
    expect(JSON.stringify(activity())).not.toContain('secret')
  })
})

test('whatever happened, in whatever order it arrived: each item is a message that is here, with who did what', () => {
  let met = 0
  for (let seed = 1; seed <= 60; seed++) {
    const chance = new Chance(seed)
    const { folding, write, activity } = makeTalk()
    const posts: string[] = []
    for (let at = 0; at < 40; at++) {
      const who = chance.pick(names)
      const target = posts.length > 0 ? chance.pick(posts) : recordName(deviceOf('ann'), 800)
      const body = chance.pick<() => Body>([
        () => ({ kind: 'post', text: 'x', mentions: chance.below(2) > 0 ? ['ann'] : [] }),
        () => ({ kind: 'post', text: 'x', re: target }),
        () => ({ kind: 'import', text: 'x', who: 'x', id: `${at}` }),
        () => ({ kind: 'react', emoji: chance.pick(['a', 'b']), on: chance.below(3) > 0 }),
        () => ({ kind: 'edit', text: 'y', mentions: chance.below(2) > 0 ? ['ann'] : [] }),
        () => (chance.below(4) > 0 ? { kind: 'post', text: 'x', mentions: ['ann'] } : { kind: 'erase' }),
      ])()
      const isSaid = body.kind === 'post' || body.kind === 'import'
      const name = write(who, body, isSaid ? '' : target, chance.below(30))
      if (isSaid) posts.push(name)
    }
    const items = activity()
    met += items.length
    expect(new Set(items.map(({ name }) => name)).size).toBe(items.length)
    expect(items.map(latest)).toEqual(items.map(latest).sort((a, b) => b - a))
    for (const { kind, name, by } of items) {
      const message = folding.message(name)
      expect(message?.imported).toBeNull()
      expect(message?.user === 'ann').toBe(kind === 'reactions')
      expect(by.every(({ user }) => user !== 'ann' && [...users.values()].includes(user as Name))).toBe(true)
      if (kind === 'mention') expect(message?.mentions).toContain('ann')
      if (kind !== 'reactions') continue
      const expected = [...(message?.reactions ?? [])].flatMap(([emoji, who]) =>
        who.filter((user) => user !== 'ann').map((user) => `${user} ${emoji}`),
      )
      expect(by.map(({ user, emoji }) => `${user} ${emoji}`).sort()).toEqual(expected.sort())
    }
    const mentions = folding
      .messages()
      .filter((one) => one.mentions.includes('ann') && one.user !== 'ann' && !one.imported)
    expect(items.filter(({ kind }) => kind === 'mention').length).toBe(mentions.length)
  }
  expect(met).toBeGreaterThan(200)
})
