import { describe, expect, test } from 'vitest'
import { toBase64url } from '../../../shared/base64url.ts'
import { readEntry } from '../../../shared/room/entry.ts'
import type { Role } from '../../../shared/room/roles.ts'
import { segmentName } from '../../../shared/wire/documents.ts'
import { makeRoomStage, openRoomTab, type RoomStage } from '../../../tests/world/app/room-tab.ts'
import { room } from '../../../tests/world/app/sending-tab.ts'
import { until } from '../../../tests/world/app/until.ts'
import { noticesText } from '../timeline/noticesText.ts'
import { TooLongToEdit } from './messageActs.ts'

/** The bodies that the relay has, with the names that they refer to. */
const bodiesOn = ({ relay }: RoomStage, segment = 1) =>
  [...relay.document(segmentName(room, segment)).getMap('log')].flatMap(([name, bytes]) => {
    const entry = readEntry(name, bytes as Uint8Array)
    return entry ? [{ ...entry.body, ref: entry.ref }] : []
  })
const hasBody = (stage: RoomStage, kind: string) => bodiesOn(stage).some((body) => body.kind === kind)

const said = async (role?: Role) => {
  const stage = await makeRoomStage(role)
  const tab = await openRoomTab(stage)
  await tab.view.post('mine')
  const theirs = await stage.hear(stage.milo.post('theirs'))
  await until(() => tab.texts().length === 2)
  return { stage, tab, theirs, ...tab }
}

describe('what a person may do with a message', () => {
  const may = {
    reply: true,
    react: true,
    edit: false,
    erase: false,
    pin: false,
    vote: false,
    close: false,
    forward: true,
  }
  test('R21 R22 R23 R24: a member edits and erases their own, a moderator also erases and pins', async () => {
    const { message } = await said('member')
    expect(message('mine').acts).toEqual({ ...may, edit: true, erase: true })
    expect(message('theirs').acts).toEqual(may)
    const moderator = await said('moderator')
    expect(moderator.message('theirs').acts).toEqual({ ...may, erase: true, pin: true })
  })
  test('in an archived room a member can only erase their own, as soon as it is archived', async () => {
    const { stage, view, message } = await said()
    stage.change({ archived: 5 })
    await until(() => view.archived() !== null)
    const none = {
      reply: false,
      react: false,
      edit: false,
      erase: false,
      pin: false,
      vote: false,
      close: false,
      forward: true,
    }
    expect([message('mine').acts, message('theirs').acts]).toEqual([{ ...none, erase: true }, none])
  })
})

describe('a reply', () => {
  test('names the message and its segment, and only its first part does', async () => {
    const { stage, view, message, theirs } = await said()
    await view.post(`${'word '.repeat(4_000)}end`, { re: message('theirs') })
    await until(() => bodiesOn(stage).length === 4)
    const posts = bodiesOn(stage).filter((body) => 'text' in body && body.text.startsWith('word'))
    expect(posts[0]).toMatchObject({ re: theirs, reSegment: 1 })
    expect(posts[1]).not.toHaveProperty('re')
  })

  test('quotes what the message says now, and says when it is erased', async () => {
    const { stage, view, message, theirs, texts } = await said()
    await view.post('indeed', { re: message('theirs') })
    await until(() => texts().includes('indeed'))
    const quote = { name: theirs, segment: 1, blocked: false }
    expect(message('indeed').re).toEqual({ ...quote, state: 'here', author: 'Milo', text: 'theirs' })
    expect(message('indeed').re).toBe(message('indeed').re)
    expect(message('mine').re).toBeNull()
    await stage.hear(stage.milo.write({ kind: 'edit', text: 'edited' }, theirs))
    await until(() => message('indeed').re?.text === 'edited')
    await stage.hear(stage.milo.write({ kind: 'erase' }, theirs))
    await until(() => message('indeed').re?.state === 'erased')
    expect(message('indeed').re).toMatchObject({ author: '', text: '' })
  })

  test('of a part of the history that is not loaded says that the message is not here', async () => {
    const stage = await makeRoomStage()
    const tab = await openRoomTab(stage)
    const far = `${toBase64url(stage.milo.device)}.zz`
    await stage.hear(stage.milo.write({ kind: 'post', text: 'old times', re: far, reSegment: 7 }))
    await stage.hear(stage.milo.write({ kind: 'post', text: 'gone', re: far, reSegment: 1 }))
    await until(() => tab.texts().length === 2)
    expect(tab.message('old times').re).toMatchObject({ name: far, segment: 7, state: 'not-here' })
    // The segment is here and in step, so the message was erased with everything that its author wrote.
    expect(tab.message('gone').re).toMatchObject({ name: far, segment: 1, state: 'erased' })
  })

  test('that was refused is sent again as a reply', async () => {
    const { stage, view, message, theirs } = await said()
    stage.relay.judge = () => 'archived'
    await view.post('indeed', { re: message('theirs') })
    await until(() => view.notSent().length === 1)
    stage.relay.judge = () => null
    await view.sendAgain(view.notSent()[0]?.id ?? '')
    await until(() => bodiesOn(stage).some((body) => 'text' in body && body.text === 'indeed'))
    expect(bodiesOn(stage).at(-1)).toMatchObject({ text: 'indeed', re: theirs, reSegment: 1 })
  })
})

describe('mentions', () => {
  const cleo = 'C'.repeat(22)
  const withMembers = async (role: Role, count: number) => {
    const stage = await makeRoomStage(role)
    const milo = stage.members.get('milo')
    if (!milo) throw new Error('milo is no member')
    for (let at = 0; stage.members.size < count - 1; at++) stage.members.set(`m${at}`, { ...milo, devices: [] })
    stage.members.set(cleo, { ...milo, name: 'Cleo', username: 'cleo', devices: [] })
    stage.change()
    const tab = await openRoomTab(stage)
    await until(() => tab.view.members().length === count)
    return { stage, ...tab }
  }

  test('a message says whom it mentions, and an edit whom it mentions now', async () => {
    const { stage, view, message, shows } = await withMembers('member', 4)
    await view.post('@cleo, lunch? @stranger')
    await shows('@cleo, lunch? @stranger')
    await until(() => bodiesOn(stage).length === 1)
    expect(bodiesOn(stage)[0]).toEqual({ kind: 'post', text: '@cleo, lunch? @stranger', mentions: [cleo], ref: '' })
    expect(message('@cleo, lunch? @stranger').mentions).toEqual([cleo])
    await view.edit(message('@cleo, lunch? @stranger'), 'lunch?')
    await shows('lunch?')
    expect(message('lunch?').mentions).toEqual([])
    await view.edit(message('lunch?'), 'dinner, @Cleo?')
    await shows('dinner, @Cleo?')
    await until(() => bodiesOn(stage).length === 3)
    expect(bodiesOn(stage)[2]).toMatchObject({ kind: 'edit', mentions: [cleo] })
    expect(message('dinner, @Cleo?')).toMatchObject({ mentions: [cleo], mentionsMe: false })
  })

  test('R20: @room mentions everybody, in a room of more than 50 only if a moderator writes it', async () => {
    for (const [role, count, everyone] of [
      ['member', 50, true],
      ['member', 51, false],
      ['moderator', 51, true],
    ] as const) {
      const { stage, view, message, shows } = await withMembers(role, count)
      await view.post('@room hello')
      await shows('@room hello')
      await until(() => bodiesOn(stage).length === 1)
      expect('everyone' in (bodiesOn(stage)[0] ?? {})).toBe(everyone)
      expect(message('@room hello').everyone).toBe(everyone)
    }
  })

  test('a message of somebody else that mentions this person, or everybody, says so', async () => {
    const { stage, tab, message } = await said()
    await stage.hear(stage.milo.write({ kind: 'post', text: 'hey', mentions: [stage.device.user] }))
    await stage.hear(stage.milo.write({ kind: 'post', text: 'all', everyone: true }))
    await until(() => tab.texts().length === 4)
    expect(['mine', 'theirs', 'hey', 'all'].filter((text) => message(text).mentionsMe)).toEqual(['hey', 'all'])
  })
})

describe('an edit', () => {
  test('shows at once, keeps the earlier texts, and waits until the relay has it', async () => {
    const { stage, view, message, texts } = await said()
    stage.relay.isMute = true
    await view.edit(message('mine'), 'mine, edited')
    await until(() => texts().includes('mine, edited'))
    const edited = message('mine, edited')
    expect([edited.edits.map(({ text }) => text), edited.editedAt !== null]).toEqual([['mine'], true])
    expect(edited.waiting).toBe(true)
    expect(message('theirs').waiting).toBe(false)
  })

  test('that the relay refuses shows the text as it was, and keeps the new one', async () => {
    const { stage, view, message, shows } = await said()
    stage.relay.judge = () => 'not-yours'
    await view.edit(message('mine'), 'other words')
    await until(() => view.notSent().length === 1)
    await shows('mine', 'theirs')
    expect(message('mine').waiting).toBe(false)
  })

  test('that changes nothing, or leaves nothing to see, is not written; one that is too long is told', async () => {
    const { stage, view, message } = await said()
    for (const text of ['mine', ' \n', '\u200b']) await view.edit(message('mine'), text)
    await expect(view.edit(message('mine'), 'x'.repeat(16_001))).rejects.toThrow(TooLongToEdit)
    await view.react(message('mine'), '👍', true)
    await until(() => hasBody(stage, 'react'))
    expect(hasBody(stage, 'edit')).toBe(false)
  })
})

describe('reactions and pins', () => {
  test('one of each per person, on and off, and nothing is written twice', async () => {
    const { stage, view, message, theirs } = await said('moderator')
    await stage.hear(stage.olga.write({ kind: 'react', emoji: '👍', on: true }, theirs))
    await until(() => message('theirs').reactions.length === 1)
    expect(message('theirs').reactions).toEqual([{ emoji: '👍', users: ['olga'], own: false }])
    await view.react(message('theirs'), '👍', true)
    await until(() => message('theirs').reactions[0]?.own === true)
    expect(message('theirs').reactions[0]?.users).toEqual(['olga', stage.device.user])
    await view.react(message('theirs'), '👍', true)
    await view.pin(message('theirs'), true)
    await until(() => message('theirs').pinned !== null)
    expect(message('theirs').pinned?.by).toBe(stage.device.user)
    await view.pin(message('theirs'), true)
    await view.react(message('theirs'), '👍', false)
    await until(() => message('theirs').reactions[0]?.own === false)
    await view.pin(message('theirs'), false)
    await until(() => message('theirs').pinned === null)
    await until(() => !message('theirs').waiting)
    const own = bodiesOn(stage).filter(({ kind }) => kind === 'react' || kind === 'pin')
    expect(own.map((body) => 'on' in body && `${body.kind} ${body.on}`)).toEqual([
      'react true',
      'react true',
      'pin true',
      'react false',
      'pin false',
    ])
  })

  test('the record goes to the segment of its message', async () => {
    const stage = await makeRoomStage('moderator')
    await stage.hear(stage.milo.post('old'), 1)
    await stage.hear(stage.milo.post('new'), 2)
    stage.change({ head: 2, segments: new Map([[1, [1, 2, 1]]]) })
    const tab = await openRoomTab(stage)
    await tab.view.loadOlder()
    await tab.shows('old', 'new')
    expect([tab.message('old').segment, tab.message('new').segment]).toEqual([1, 2])
    await tab.view.pin(tab.message('old'), true)
    await until(() => bodiesOn(stage, 1).some(({ kind }) => kind === 'pin'))
    expect(bodiesOn(stage, 2).map(({ kind }) => kind)).toEqual(['post'])
  })
})

describe('an erasure', () => {
  test('hides the message at once and is recorded after 10 s, with the time of the message', async () => {
    const { stage, tab, view, message, shows } = await said()
    const mine = message('mine')
    await view.erase(mine)
    await shows('theirs')
    expect(view.erasing().map(({ text }) => text)).toEqual(['mine'])
    tab.clock.pass(9_999)
    await view.react(message('theirs'), '👍', true)
    await until(() => hasBody(stage, 'react'))
    expect(hasBody(stage, 'erase')).toBe(false)
    tab.clock.pass(1)
    await until(() => hasBody(stage, 'erase'))
    expect(bodiesOn(stage).find(({ kind }) => kind === 'erase')).toEqual({
      kind: 'erase',
      time: mine.time,
      ref: mine.name,
    })
    await until(() => view.erasing().length === 0)
    expect(tab.texts()).toEqual(['theirs'])
    expect(await view.undoErase(mine)).toBe(false)
    expect(await stage.kept.entries()).toEqual([])
  })

  test('can be taken back within 10 s, and then nothing is recorded', async () => {
    const { stage, tab, view, message, shows } = await said()
    const mine = message('mine')
    await view.erase(mine)
    await shows('theirs')
    expect(await view.undoErase(mine)).toBe(true)
    await shows('mine', 'theirs')
    expect(message('mine')).toBe(mine)
    tab.clock.pass(20_000)
    await view.react(message('theirs'), '👍', true)
    await until(() => hasBody(stage, 'react'))
    expect(hasBody(stage, 'erase')).toBe(false)
    expect(await stage.kept.entries()).toEqual([])
  })

  test('is recorded at the next start if the page was closed within the 10 s', async () => {
    const { stage, tab, view, message } = await said()
    await view.erase(message('mine'))
    await tab.close()
    const again = await openRoomTab(stage)
    await again.shows('theirs')
    expect(again.view.erasing().map(({ text }) => text)).toEqual(['mine'])
    again.clock.pass(10_000)
    await until(() => hasBody(stage, 'erase'))
    expect(await stage.kept.entries()).toEqual([])
  })

  test('is hidden and can be taken back in another tab too, and only one of the tabs records it', async () => {
    const { stage, tab, view, shows } = await said()
    const other = await openRoomTab(stage)
    await other.shows('mine', 'theirs')
    await other.view.erase(other.message('mine'))
    await shows('theirs')
    expect(await view.undoErase(view.erasing()[0] as never)).toBe(true)
    await other.shows('mine', 'theirs')
    await other.view.erase(other.message('mine'))
    await shows('theirs')
    for (const { clock } of [other, tab]) clock.pass(10_000)
    await until(() => hasBody(stage, 'erase'))
    await until(() => view.erasing().length + other.view.erasing().length === 0)
    expect(bodiesOn(stage).filter(({ kind }) => kind === 'erase')).toHaveLength(1)
  })

  test('that the relay refuses shows the message again', async () => {
    const { stage, tab, view, message, shows } = await said('moderator')
    stage.relay.judge = (name) => (name.startsWith(toBase64url(stage.milo.device)) ? null : 'not-allowed')
    await view.erase(message('theirs'))
    await shows('mine')
    tab.clock.pass(10_000)
    await shows('mine', 'theirs')
    expect(view.notSent()).toEqual([])
  })

  test('is a line of the timeline where the message stood, also for those who never had it', async () => {
    const { stage, tab, view, message, theirs, shows } = await said()
    const { time } = message('theirs')
    await stage.hear(stage.olga.write({ kind: 'erase', time }, theirs))
    await shows('mine')
    const line = { time, did: 'erased', name: 'Olga', user: 'olga', of: 'Milo' }
    await until(() => view.notices().length === 1)
    expect(view.notices()).toEqual([line])
    stage.relay.erase(segmentName(room, 1), theirs)
    await until(() => !tab.document.map.has(theirs))
    expect(view.notices()).toEqual([line])
    await tab.close()
    const again = await openRoomTab(stage)
    await until(() => again.view.notices().length === 1)
    expect(again.view.notices()).toEqual([line])
    expect(noticesText(again.view.notices()).replace(/[\u2068\u2069]/g, '')).toBe('Olga deleted a message by Milo')
  })
})
