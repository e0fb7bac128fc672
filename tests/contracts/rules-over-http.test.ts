import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Act } from '../../shared/room/acts.ts'
import { directRoomId } from '../../shared/room/direct.ts'
import { invitationHash } from '../../shared/room/invitation.ts'
import { newId, Person } from '../world/person.ts'
import { type Relay, startRelay } from '../world/relay.ts'
import { type Crew, everywhere, type Row, rows, type Scene, standings, type Where } from './act-rows.ts'

// Asks the relay that people run every row of act-rows.ts, and some rules that those rows do not cover.
let relay: Relay
beforeAll(async () => {
  relay = await startRelay()
})
afterAll(() => relay.stop())

const crewNamed = async (names: readonly string[], mark: string): Promise<{ [name: string]: Person }> => {
  const people = await Promise.all(names.map((name) => new Person(relay, `${name}.${mark}`).signUp()))
  return Object.fromEntries(names.map((name, i) => [name, people[i]!]))
}

const setScene = async (crew: Crew, where: Where, { prepare }: Row, actor: Person): Promise<Scene> => {
  const scene = { crew, room: newId(), token: newId(), invitation: newId() }
  const { room } = scene
  const { owner, moderator, member, removed, banned, other } = crew
  const visibility = where === 'private' ? 'private' : 'public'
  const members = [moderator, member, removed, other].map(({ id }) => id)
  await owner.act({ do: 'make', room, name: `room ${room}`, topic: '', visibility, members })
  await Promise.all([
    owner.act({ do: 'role', room, user: moderator.id, role: 'moderator' }),
    owner.act({ do: 'remove', room, user: removed.id }),
    owner.act({ do: 'ban', room, user: banned.id, erase: false }),
  ])
  await prepare?.(scene, actor)
  if (where === 'archived') await owner.act({ do: 'archive', room, on: true })
  return scene
}

const answerTo = async (scene: Scene, actor: Person, { act }: Row): Promise<string> => {
  const { status, body } = await actor.tryAct(act(scene, actor))
  if (status !== 200) return String(body.error)
  expect(body.result.room).toBe(scene.room)
  return 'ok'
}

describe.each(everywhere)('in a room that is %s', (where) => {
  let crew: Crew
  beforeAll(async () => {
    crew = (await crewNamed([...standings, 'other', 'newcomer'], where)) as Crew
  })

  test.each(rows.filter((row) => row.where.includes(where)))('$what: $answers', async (row) => {
    const expected = row.answers.split(' ')
    const answers: string[] = []
    // A refused act changes nothing, so one room is used until an act is allowed.
    let scene: Scene | null = null
    for (const standing of standings) {
      scene ??= await setScene(crew, where, row, crew[standing])
      const answer = await answerTo(scene, crew[standing], row)
      answers.push(answer)
      if (answer === 'ok') scene = null
    }
    expect(answers).toEqual(expected)
  })

  test('people without an account can do nothing', async () => {
    const nobody = new Person(relay, 'nobody')
    const [first] = rows
    const scene = await setScene(crew, where, first!, crew.owner)
    for (const row of rows) {
      const { status, body } = await nobody.tryAct(row.act(scene, crew.newcomer))
      expect([row.what, status, body.error]).toEqual([row.what, 401, 'signed-out'])
    }
  })
})

describe('an owner', () => {
  let crew: Crew
  beforeAll(async () => {
    crew = (await crewNamed(['owner', 'member', 'newcomer'], 'alone')) as Crew
  })

  test('can leave when alone, which closes the room for good', async () => {
    const room = await crew.owner.makeRoom()
    await crew.owner.act({ do: 'leave', room })
    expect((await crew.newcomer.tryAct({ do: 'join', room })).body).toEqual({ error: 'closed' })
  })

  test('becomes a moderator after transferring ownership, and may then leave', async () => {
    const { owner, member } = crew
    const room = await owner.makeRoom()
    await owner.act({ do: 'add', room, user: member.id })
    await owner.act({ do: 'hand-over', room, user: member.id })
    expect((await owner.tryAct({ do: 'change', room, topic: 'mine' })).body).toEqual({ error: 'not-allowed' })
    expect((await owner.tryAct({ do: 'leave', room })).status).toBe(200)
    expect((await member.tryAct({ do: 'change', room, topic: 'mine' })).status).toBe(200)
  })

  test('can create a room only with a free id, a free name and a picture that exists', async () => {
    const { owner, member, newcomer } = crew
    const room = newId()
    const make = { do: 'make', room, name: `Tea ${room}`, topic: '', visibility: 'public' } as const
    await owner.act({ ...make, members: [member.id, newId()] })
    expect((await newcomer.tryAct(make)).body).toEqual({ error: 'already' })
    const second = await newcomer.tryAct({ ...make, room: newId(), name: `tea ${room}` })
    expect(second.body).toEqual({ error: 'name-taken' })
    const squatted = { ...make, room: directRoomId([owner.id, member.id]) }
    expect((await newcomer.tryAct(squatted)).body).toEqual({ error: 'not-allowed' })
    const invented = { ...make, room: newId(), picture: invitationHash(newId()) }
    expect((await owner.tryAct(invented)).body).toEqual({ error: 'no-such-picture' })
  })
})

test('nobody can do anything in a room that was deleted or never existed', async () => {
  const { owner, guest } = (await crewNamed(['owner', 'guest'], 'gone')) as Crew
  const scene = { crew: { ...owner, owner, guest, newcomer: guest, other: guest, banned: guest, removed: guest } }
  const deleted = await owner.makeRoom()
  await owner.act({ do: 'delete', room: deleted })
  const here = (room: string) => ({ ...scene, room, token: newId(), invitation: newId() }) as unknown as Scene
  for (const row of rows) {
    expect([row.what, await answerTo(here(deleted), owner, row)]).toEqual([row.what, 'closed'])
    expect([row.what, await answerTo(here(newId()), owner, row)]).toEqual([row.what, 'no-such-room'])
    expect([row.what, await answerTo(here(owner.id), owner, row)]).toEqual([row.what, 'no-such-room'])
  }
})

describe('a direct conversation', () => {
  let crew: Crew
  let room: string
  beforeAll(async () => {
    crew = (await crewNamed(['owner', 'member', 'guest'], 'direct')) as Crew
    room = directRoomId([crew.owner.id, crew.member.id])
    await crew.owner.act({ do: 'direct', room, users: [crew.member.id] })
  })

  /** Answers to the person who began the conversation, to the other one, and to an outsider. */
  const table: readonly { act: (ids: { guest: string; other: string }) => object; answers: string }[] = [
    { act: () => ({ do: 'join' }), answers: 'already already no-such-room' },
    { act: () => ({ do: 'join', invitation: newId() }), answers: 'already already no-such-room' },
    { act: () => ({ do: 'leave' }), answers: 'not-allowed not-allowed no-such-room' },
    { act: () => ({ do: 'request', note: '' }), answers: 'already already no-such-room' },
    {
      act: ({ guest }) => ({ do: 'answer', user: guest, let: true }),
      answers: 'not-allowed not-allowed no-such-room',
    },
    {
      act: () => ({ do: 'invite', invitation: newId(), hash: invitationHash(newId()), expires: null, uses: null }),
      answers: 'not-allowed not-allowed no-such-room',
    },
    { act: () => ({ do: 'uninvite', invitation: newId() }), answers: 'not-allowed not-allowed no-such-room' },
    { act: ({ guest }) => ({ do: 'add', user: guest }), answers: 'not-allowed not-allowed no-such-room' },
    { act: ({ other }) => ({ do: 'remove', user: other }), answers: 'not-allowed not-allowed no-such-room' },
    { act: ({ other }) => ({ do: 'ban', user: other, erase: true }), answers: 'not-allowed not-allowed no-such-room' },
    { act: ({ other }) => ({ do: 'unban', user: other }), answers: 'not-allowed not-allowed no-such-room' },
    {
      act: ({ other }) => ({ do: 'role', user: other, role: 'moderator' }),
      answers: 'not-allowed not-allowed no-such-room',
    },
    { act: ({ other }) => ({ do: 'hand-over', user: other }), answers: 'not-allowed not-allowed no-such-room' },
    { act: () => ({ do: 'change', topic: 'tea' }), answers: 'not-allowed not-allowed no-such-room' },
    { act: () => ({ do: 'change', visibility: 'public' }), answers: 'not-allowed not-allowed no-such-room' },
    { act: () => ({ do: 'archive', on: true }), answers: 'not-allowed not-allowed no-such-room' },
    { act: () => ({ do: 'delete' }), answers: 'not-allowed not-allowed no-such-room' },
  ]

  test.each(table.map((row) => ({ ...row, what: JSON.stringify(row.act({ guest: 'guest', other: 'other' })) })))(
    '$what: $answers',
    async ({ act, answers }) => {
      const { owner, member, guest } = crew
      const heard: string[] = []
      for (const [actor, other] of [
        [owner, member],
        [member, owner],
        [guest, member],
      ] as const) {
        const body = act({ guest: guest.id, other: other.id })
        heard.push((await actor.tryAct({ ...body, room } as Act)).body.error ?? 'ok')
      }
      expect(heard.join(' ')).toBe(answers)
    },
  )

  test('starts only with people who exist and under the id that belongs to them, and starting it twice is the same as once', async () => {
    const { owner, member, guest } = crew
    const begin = (users: string[], id = directRoomId([owner.id, ...users])) =>
      owner.tryAct({ do: 'direct', room: id, users })
    expect((await begin([member.id])).status).toBe(200)
    expect((await begin([guest.id, member.id])).status).toBe(200)
    expect((await begin([member.id], newId())).body.error).toBe('not-allowed')
    expect((await begin([member.id], directRoomId([guest.id, member.id]))).body.error).toBe('not-allowed')
    expect((await begin([owner.id])).body.error).toBe('not-allowed')
    expect((await begin([newId()])).body.error).toBe('no-such-user')
    for (const users of [[], Array.from({ length: 8 }, newId)]) expect((await begin(users)).status).toBe(422)
  })

  test("can't be started with somebody who blocked you, until they unblock you", async () => {
    const { owner, guest } = crew
    const block = (on: boolean) => guest.act({ do: 'block', room: guest.id, user: owner.id, on })
    const begin = { do: 'direct', room: directRoomId([owner.id, guest.id]), users: [guest.id] } satisfies Act
    await block(true)
    expect((await owner.tryAct(begin)).body.error).toBe('invite-only')
    await block(false)
    expect((await owner.tryAct(begin)).status).toBe(200)
  })
})

describe('your own profile and blocks', () => {
  test('people can change only their own profile, and block only for themselves', async () => {
    const { owner, other } = (await crewNamed(['owner', 'other'], 'self')) as Crew
    const answer = async (act: Act) => (await owner.tryAct(act)).body.error ?? 'ok'
    expect(await answer({ do: 'profile', room: owner.id, about: 'I like tea' })).toBe('ok')
    expect(await answer({ do: 'profile', room: other.id, about: 'likes tea' })).toBe('not-allowed')
    expect(await answer({ do: 'profile', room: owner.id, picture: invitationHash(newId()) })).toBe('no-such-picture')
    expect(await answer({ do: 'block', room: owner.id, user: other.id, on: true })).toBe('ok')
    expect(await answer({ do: 'block', room: other.id, user: owner.id, on: true })).toBe('not-allowed')
    expect(await answer({ do: 'block', room: owner.id, user: owner.id, on: true })).toBe('not-allowed')
    expect(await answer({ do: 'block', room: owner.id, user: newId(), on: true })).toBe('no-such-user')
  })
})
