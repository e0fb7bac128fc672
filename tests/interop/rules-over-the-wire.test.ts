import { describe, expect, test } from 'vitest'
import { directRoomId } from '../../shared/room/direct.ts'
import { until, within } from '../world/until.ts'
import { aPoll, erasing, rows, type Targets, text, thumb } from './record-rows.ts'
import { type Account, type OpenedDocument, standings, wireStage } from './wire-stage.ts'

// Every row of record-rows.ts, written with a stock WebsocketProvider to the relay that people run.
const { crew, act, enter, makeRoom, layOut } = wireStage()

const withOwn = async (room: string, door: OpenedDocument, account: Account, targets: Omit<Targets, 'own'>) => {
  const own = account.device.record(room, 'post', { text: 'my own' })
  const answer = await door.write(own)
  return { own: own.name, answer, targets: { ...targets, own: own.name } }
}

const answersTo = async (room: string, door: OpenedDocument, account: Account, targets: Targets, of: typeof rows) => {
  const answers: string[] = []
  for (const [kind, body, about] of of)
    answers.push(await door.write(account.device.record(room, kind, body, { ref: about ? targets[about] : '' })))
  return answers
}

describe.each(['public', 'private'] as const)('in a room that is %s', (visibility) => {
  test.each([
    ['owner', 0],
    ['moderator', 1],
    ['member', 2],
  ] as const)('R20 R21 R22 R23 R24 R26: the %s can write exactly what the table allows', async (standing, column) => {
    const room = await makeRoom(visibility)
    const shared = await layOut(room, enter(`room/${room}/1`, crew.owner))
    const account = crew[standing]
    const door = enter(`room/${room}/1`, account)
    await door.synced()
    const { targets, answer } = await withOwn(room, door, account, shared)
    expect(answer).toBe('ok')
    const all = [...rows, ...erasing]
    const expected = all.map(([kind, , about, answers]) => `${kind} ${about}: ${answers.split(' ')[column]}`)
    const answers = await answersTo(room, door, account, targets, all)
    expect(all.map(([kind, , about], i) => `${kind} ${about}: ${answers[i]}`)).toEqual(expected)
  })
})

test('P70 R33: a poll takes votes until its time, by the clock of the relay and by the time of the vote', async () => {
  const room = await makeRoom('public')
  const { owner, member } = crew
  const host = enter(`room/${room}/1`, owner)
  const door = enter(`room/${room}/1`, member)
  await door.synced()
  const hour = 3_600_000
  const time = Date.now() - 2 * hour
  const ask = async (closes: number) => {
    const poll = owner.device.record(room, 'post', { ...text, poll: { ...aPoll, closes } }, { time })
    expect(await host.write(poll)).toBe('ok')
    return poll.name
  }
  const over = await ask(time + hour)
  const open = await ask(Date.now() + 60_000)
  const vote = (ref: string, at: number) =>
    door.write(member.device.record(room, 'vote', { choices: [0] }, { ref, time: at }))
  // It was written in time, as its author says, and arrives late.
  expect(await vote(over, time + 1)).toBe('poll-closed')
  expect(await vote(open, Date.now())).toBe('ok')
  // Two minutes ahead of the relay's clock are allowed, but the poll ends before that.
  expect(await vote(open, Date.now() + 90_000)).toBe('poll-closed')
})

test('P63: an erasure has the time of the message that it erases, or none', async () => {
  const room = await makeRoom('public')
  const { owner, member } = crew
  const host = enter(`room/${room}/1`, owner)
  const door = enter(`room/${room}/1`, member)
  await door.synced()
  const time = Date.now()
  const post = member.device.record(room, 'post', text, { time })
  const edit = member.device.record(room, 'edit', text, { ref: post.name, time: time + 1 })
  expect([await door.write(post), await door.write(edit)]).toEqual(['ok', 'ok'])
  const erase = (body: object, ref: string) => door.write(member.device.record(room, 'erase', body, { ref }))
  expect(await erase({ time: time + 1 }, post.name)).toBe('bad-body')
  expect(await erase({ time: time + 1 }, edit.name)).toBe('bad-body')
  expect(await erase({ time }, post.name)).toBe('ok')
  const line = owner.device.record(room, 'import', { ...text, who: 'somebody', id: 'line 1' }, { time: 1 })
  expect(await host.write(line)).toBe('ok')
  const ofLine = owner.device.record(room, 'erase', { time: 1 }, { ref: line.name })
  expect(await host.write(ofLine)).toBe('ok')
})

describe('in a room that is archived', () => {
  test.each(['owner', 'moderator', 'member'] as const)(
    "the %s can read and erase, and can't post",
    async (standing) => {
      const room = await makeRoom('public')
      const shared = await layOut(room, enter(`room/${room}/1`, crew.owner))
      const account = crew[standing]
      const door = enter(`room/${room}/1`, account)
      await door.synced()
      const { targets } = await withOwn(room, door, account, shared)
      await act(crew.owner, { do: 'archive', room, on: true })
      const answers = await answersTo(room, door, account, targets, rows)
      expect(rows.map(([kind, , about], i) => `${kind} ${about}: ${answers[i]}`)).toEqual(
        rows.map(([kind, , about, usual]) => {
          const mayStill = kind === 'erase' || kind === 'set' || usual.startsWith('bad-body')
          return `${kind} ${about}: ${mayStill ? usual.split(' ')[standings.indexOf(standing)] : 'archived'}`
        }),
      )
      await act(crew.owner, { do: 'archive', room, on: false })
      expect(await door.write(account.device.record(room, 'post', text))).toBe('ok')
    },
  )
})

describe('in a direct conversation', () => {
  const begin = async (...others: Account[]): Promise<string> => {
    const users = others.map(({ user }) => user)
    const room = directRoomId([crew.owner.user, ...users])
    await act(crew.owner, { do: 'direct', room, users })
    return room
  }

  test('R11: everybody writes, nobody moderates, and nobody else can read', async () => {
    const room = await begin(crew.member, crew.moderator)
    const { owner, member } = crew
    const host = enter(`room/${room}/1`, owner)
    const door = enter(`room/${room}/1`, member)
    const hello = owner.device.record(room, 'post', text)
    expect(await host.write(hello)).toBe('ok')
    const write = (kind: string, body: object, ref = '') => door.write(member.device.record(room, kind, body, { ref }))
    expect(await write('post', text)).toBe('ok')
    expect(await write('react', thumb, hello.name)).toBe('ok')
    expect(await write('edit', text, hello.name)).toBe('not-yours')
    expect(await write('erase', {}, hello.name)).toBe('not-yours')
    expect(await write('pin', { on: true }, hello.name)).toBe('not-allowed')
    expect(await write('import', { ...text, who: 'x', id: 'x' })).toBe('not-allowed')
    expect(await within('a stranger is closed', enter(`room/${room}/1`, crew.guest).closed)).toBe(4404)
  })

  test("of two, a blocked person can't write until the block is lifted, and the other one can", async () => {
    const { owner, guest } = crew
    const room = await begin(guest)
    const host = enter(`room/${room}/1`, owner)
    expect(await host.write(owner.device.record(room, 'post', text))).toBe('ok')
    await act(guest, { do: 'block', room: guest.user, user: owner.user, on: true })
    expect(await host.write(owner.device.record(room, 'post', text))).toBe('blocked')
    const theirs = enter(`room/${room}/1`, guest)
    expect(await theirs.write(guest.device.record(room, 'post', text))).toBe('ok')
    await act(guest, { do: 'block', room: guest.user, user: owner.user, on: false })
    expect(await host.write(owner.device.record(room, 'post', text))).toBe('ok')
  })
})

test('R25: a person writes settings in their own room, and nobody else can read them', async () => {
  const { owner, member } = crew
  const own = enter(`self/${owner.user}/1`, owner)
  expect(await own.write(owner.device.record(owner.user, 'set', { key: 'a', value: 1 }))).toBe('ok')
  for (const document of [`self/${owner.user}/1`, `home/${owner.user}`, `room/${owner.user}/1`])
    expect([4403, 4404]).toContain(await within('it closes', enter(document, member).closed))
})

test('R34: a member tells in the room how far they have read, of themselves and nothing else', async () => {
  const room = await makeRoom('public')
  const { owner, member, guest, removed } = crew
  const host = enter(`room/${room}/1`, owner)
  const door = enter(`room/${room}/1`, member)
  await door.synced()
  const post = owner.device.record(room, 'post', text)
  expect(await host.write(post)).toBe('ok')
  const value = { time: Date.now(), name: post.name }
  const tell = (said: unknown, key = `seen/${member.user}`) => member.device.record(room, 'set', { key, value: said })
  const first = tell(value)
  expect(await door.write(first)).toBe('ok')
  await until('the owner has it', () => host.log.has(first.name))
  for (const said of [{ time: 1 }, { ...value, more: 1 }, 'all of it', { ...value, name: 'this one' }])
    expect(await door.write(tell(said)), JSON.stringify(said)).toBe('not-allowed')
  expect(await door.write(tell(value, `seen/${owner.user}`))).toBe('not-allowed')
  expect(await door.write(tell(null))).toBe('ok')
  await until('what it replaces is erased', () => !host.log.has(first.name))
  await act(owner, { do: 'archive', room, on: true })
  expect(await door.write(tell(value))).toBe('archived')
  await act(owner, { do: 'archive', room, on: false })
  for (const account of [guest, removed]) {
    const looker = enter(`room/${room}/1`, account)
    await looker.synced()
    const theirs = account.device.record(room, 'set', { key: `seen/${account.user}`, value })
    looker.log.set(theirs.name, theirs.bytes)
    const later = owner.device.record(room, 'post', text)
    expect(await host.write(later)).toBe('ok')
    expect(host.log.has(theirs.name)).toBe(false)
  }
})
