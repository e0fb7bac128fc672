import { describe, expect, test } from 'vitest'
import { readEntry } from '../../../shared/room/entry.ts'
import type { Role } from '../../../shared/room/roles.ts'
import { segmentName } from '../../../shared/wire/documents.ts'
import { makeRoomStage, openRoomTab, type RoomStage } from '../../../tests/world/app/room-tab.ts'
import { room } from '../../../tests/world/app/sending-tab.ts'
import { until } from '../../../tests/world/app/until.ts'
import { choicesAfter } from '../poll/choices.ts'

const poll = { options: ['Pizza', 'Soup'], many: false, named: true, closes: null }

const bodiesOn = ({ relay }: RoomStage, kind: string) =>
  [...relay.document(segmentName(room, 1)).getMap('log')].flatMap(([name, bytes]) => {
    const entry = readEntry(name, bytes as Uint8Array)
    return entry?.kind === kind ? [{ ...entry.body, ref: entry.ref }] : []
  })

const asked = async (role?: Role, more = {}) => {
  const stage = await makeRoomStage(role)
  const tab = await openRoomTab(stage)
  const name = await stage.hear(stage.milo.write({ kind: 'post', text: 'Lunch?', poll: { ...poll, ...more } }))
  await tab.shows('Lunch?')
  const message = () => tab.message('Lunch?')
  const counts = () => message().poll?.options.map(({ votes }) => votes)
  const own = () => tab.view.messages().filter(({ own }) => own)
  return { stage, tab, name, counts, own, find: tab.message, ...tab, message }
}

describe('a poll', () => {
  test('that is posted has its options, and its text is the question', async () => {
    const stage = await makeRoomStage()
    const { view, message, shows } = await openRoomTab(stage)
    await view.post('Dinner?', { poll })
    await shows('Dinner?')
    await until(() => bodiesOn(stage, 'post').length === 1)
    expect(bodiesOn(stage, 'post')[0]).toEqual({ kind: 'post', text: 'Dinner?', poll, ref: '' })
    expect(message('Dinner?').poll).toMatchObject({ many: false, closed: null, voters: 0 })
    expect(message('Dinner?').acts).toMatchObject({ vote: true, close: true })
  })

  test('counts a vote at once, also while the relay does not answer, and a new one in its place', async () => {
    const { stage, view, message, counts, name } = await asked()
    stage.relay.isMute = true
    await view.vote(message(), [1])
    await until(() => message().poll?.voters === 1)
    expect(counts()).toEqual([0, 1])
    expect(message().poll?.options[1]).toMatchObject({ own: true, users: [stage.device.user] })
    expect(message().waiting).toBe(true)
    await view.vote(message(), [1])
    await view.vote(message(), [0])
    await until(() => counts()?.[0] === 1)
    expect(counts()).toEqual([1, 0])
    await view.vote(message(), [])
    await until(() => message().poll?.voters === 0)
    stage.relay.isMute = false
    expect(name).toBe(message().name)
  })

  test('R31 R32: a member votes, and only its author and moderators close it; a guest sees it', async () => {
    expect((await asked('member')).message().acts).toMatchObject({ vote: true, close: false })
    const { view, message } = await asked('moderator')
    await view.closePoll(message())
    await until(() => message().poll?.closed !== null)
    expect(message().acts).toMatchObject({ vote: false, close: false })
  })

  test('P71: one without names tells who voted to nobody, except what oneself chose', async () => {
    const { stage, view, message, name } = await asked('member', { named: false })
    await stage.hear(stage.olga.write({ kind: 'vote', choices: [0] }, name))
    await view.vote(message(), [1])
    await until(() => message().poll?.voters === 2)
    expect(message().poll?.options).toEqual([
      { text: 'Pizza', votes: 1, users: [], own: false },
      { text: 'Soup', votes: 1, users: [], own: true },
    ])
  })

  test('says that a vote was refused and why, also after a restart, until the person has seen it', async () => {
    const { stage, tab, view, message } = await asked()
    stage.relay.judge = () => 'poll-closed'
    await view.vote(message(), [1])
    await until(() => message().voteRefused !== null)
    expect(message().voteRefused).toBe('poll-closed')
    expect([message().poll?.voters, view.notSent()]).toEqual([0, []])
    await tab.close()
    const next = await openRoomTab(stage)
    await next.shows('Lunch?')
    expect(next.message('Lunch?').voteRefused).toBe('poll-closed')
    await next.view.dismissVote(next.message('Lunch?'))
    expect(next.message('Lunch?').voteRefused).toBeNull()
  })

  test('that was refused is sent again as a poll', async () => {
    const stage = await makeRoomStage()
    const { view } = await openRoomTab(stage)
    stage.relay.judge = () => 'archived'
    await view.post('Dinner?', { poll })
    await until(() => view.notSent().length === 1)
    stage.relay.judge = () => null
    await view.sendAgain(view.notSent()[0]?.id ?? '')
    await until(() => bodiesOn(stage, 'post').length === 1)
    expect(bodiesOn(stage, 'post')[0]).toMatchObject({ text: 'Dinner?', poll })
  })

  test('pressing an option chooses it, and pressing it again takes the vote back', () => {
    const option = (own: boolean) => ({ text: '', votes: 0, users: [], own })
    const view = (many: boolean, ...own: boolean[]) => ({
      many,
      named: true,
      closes: null,
      closed: null,
      voters: 0,
      options: own.map(option),
    })
    expect(choicesAfter(view(false, true, false), 1)).toEqual([1])
    expect(choicesAfter(view(false, true, false), 0)).toEqual([])
    expect(choicesAfter(view(true, false, true, false), 0)).toEqual([0, 1])
    expect(choicesAfter(view(true, true, true, false), 0)).toEqual([1])
  })
})

describe('a task list', () => {
  const list = '- [ ] bread\n- [x] milk'
  const written = async () => {
    const stage = await makeRoomStage()
    const tab = await openRoomTab(stage)
    await tab.view.post(list)
    await tab.shows(list)
    return { stage, ...tab }
  }

  test('is ticked with an edit that changes one character', async () => {
    const { stage, view, message, shows } = await written()
    await view.tick(message(list), 3, true)
    await shows('- [x] bread\n- [x] milk')
    await view.tick(message('- [x] bread\n- [x] milk'), 15, false)
    await shows('- [x] bread\n- [ ] milk')
    await until(() => bodiesOn(stage, 'edit').length === 2)
  })

  test('that was edited meanwhile is left alone where no box is any more', async () => {
    const { stage, view, message, shows } = await written()
    const before = message(list)
    await view.edit(before, 'no list any more')
    await shows('no list any more')
    await view.tick(before, 3, true)
    await until(() => bodiesOn(stage, 'edit').length === 1 && !message('no list any more').waiting)
  })
})

describe('forwarding', () => {
  test('posts the comment and then the words of the messages, with where they are from', async () => {
    const { stage, view, message, find, own, name, texts } = await asked()
    await stage.hear(stage.milo.post('and then?'))
    await until(() => texts().length === 2)
    const later = find('and then?')
    await view.forward([message(), later], [room], 'look')
    await until(() => texts().length === 5)
    const at = { who: 'Milo', room, segment: 1 }
    expect(own()).toMatchObject([
      { text: 'look', forward: null },
      { text: 'Lunch?\n- Pizza\n- Soup', forward: { ...at, name }, poll: null },
      { text: 'and then?', forward: { ...at, name: later.name } },
    ])
  })

  test('of what was forwarded before keeps its first author, and no comment is posted if it is empty', async () => {
    const { stage, view, find, own, texts } = await asked()
    await stage.hear(stage.milo.write({ kind: 'post', text: 'words', forward: { who: 'Ann' } }))
    await until(() => texts().length === 2)
    await view.forward([find('words')], [room], ' ')
    await until(() => texts().length === 3)
    expect(own()).toMatchObject([{ text: 'words', forward: { who: 'Ann' } }])
  })

  test('P72: out of a direct conversation it does not tell which one, because the id tells who is in it', async () => {
    const { stage, view, message, own, texts } = await asked()
    stage.change({ kind: 'direct' })
    await until(() => view.kind() === 'direct')
    await view.forward([message()], [room], '')
    await until(() => texts().length === 2)
    expect(own()[0]?.forward).toEqual({ who: 'Milo' })
  })
})
