import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Act } from '../../shared/room/acts.ts'
import { directRoomId } from '../../shared/room/direct.ts'
import { invitationHash } from '../../shared/room/invitation.ts'
import { newId, Person } from '../world/person.ts'
import { type Relay, startRelay } from '../world/relay.ts'

/**
 * Every row of shared/room/RULES.md against the relay that people run: what each standing is answered to each act. The tables
 * below were written by hand from that page, not by the code that judges.
 */
const standings = ['owner', 'moderator', 'member', 'guest', 'removed', 'banned'] as const
type Standing = (typeof standings)[number]
type Where = 'public' | 'private' | 'archived'

/** `other` is a member too; `newcomer` is nobody there, as the guest. */
type Crew = { [name in Standing | 'other' | 'newcomer']: Person }

interface Scene {
  crew: Crew
  room: string
  /** A token, and the id and the maker of its invitation. */
  token: string
  invitation: string
}

interface Row {
  what: string
  where: readonly Where[]
  /** Answers to owner, moderator, member, guest, removed, banned. */
  answers: string
  prepare?: (scene: Scene, actor: Person) => Promise<unknown>
  act: (scene: Scene, actor: Person) => Act
}

const everywhere = ['public', 'private', 'archived'] as const
const open = ['public', 'private'] as const
const archived = ['archived'] as const

const strangersAre = (others: string): string => `${others} not-a-member not-a-member not-a-member`

const invited = ({ room, invitation, token }: Scene, by: Person, more: { uses?: number; expires?: number } = {}) =>
  by.act({
    do: 'invite',
    room,
    invitation,
    hash: invitationHash(token),
    expires: more.expires ?? null,
    uses: more.uses ?? null,
  })
const byOwner = (scene: Scene) => invited(scene, scene.crew.owner)
const usedUp = async (scene: Scene) => {
  await invited(scene, scene.crew.owner, { uses: 1 })
  await scene.crew.newcomer.act({ do: 'join', room: scene.room, invitation: scene.token })
}
const asksToBeLetIn = ({ crew, room }: Scene) => crew.newcomer.act({ do: 'request', room, note: '' })
const onlyModeratorsInvite = ({ crew, room }: Scene) => crew.owner.act({ do: 'change', room, invites: 'moderators' })
const otherModerates = ({ crew, room }: Scene) =>
  crew.owner.act({ do: 'role', room, user: crew.other.id, role: 'moderator' })

const join = ({ room }: Scene): Act => ({ do: 'join', room })
const joinInvited = ({ room, token }: Scene): Act => ({ do: 'join', room, invitation: token })
const about =
  (does: 'add' | 'remove' | 'unban' | 'hand-over', whom: keyof Crew) =>
  ({ crew, room }: Scene): Act => ({ do: does, room, user: crew[whom].id })
const ban =
  (whom: keyof Crew, erase: boolean) =>
  ({ crew, room }: Scene): Act => ({ do: 'ban', room, user: crew[whom].id, erase })
const role =
  (whom: keyof Crew) =>
  ({ crew, room }: Scene): Act => ({ do: 'role', room, user: crew[whom].id, role: 'moderator' })
const answer =
  (isLetIn: boolean) =>
  ({ crew, room }: Scene): Act => ({ do: 'answer', room, user: crew.newcomer.id, let: isLetIn })
const invite = ({ room, invitation, token }: Scene): Act => ({
  do: 'invite',
  room,
  invitation,
  hash: invitationHash(token),
  expires: null,
  uses: null,
})
const uninvite = ({ room, invitation }: Scene): Act => ({ do: 'uninvite', room, invitation })

const rows: readonly Row[] = [
  { what: 'join', where: ['public'], answers: 'already already already ok ok banned', act: join },
  { what: 'join', where: ['private'], answers: 'already already already private private banned', act: join },
  { what: 'join', where: archived, answers: 'already already already archived archived banned', act: join },
  {
    what: 'join by a good invitation',
    where: open,
    answers: 'already already already ok ok banned',
    prepare: byOwner,
    act: joinInvited,
  },
  {
    what: 'join by a good invitation',
    where: archived,
    answers: 'already already already archived archived banned',
    prepare: byOwner,
    act: joinInvited,
  },
  {
    what: 'join by an invitation that was never made',
    where: everywhere,
    answers: 'already already already invitation-over invitation-over banned',
    act: joinInvited,
  },
  {
    what: 'join by an invitation that was used up',
    where: open,
    answers: 'already already already invitation-over invitation-over banned',
    prepare: usedUp,
    act: joinInvited,
  },
  {
    what: 'join by an invitation that has expired',
    where: open,
    answers: 'already already already invitation-over invitation-over banned',
    prepare: (scene) => invited(scene, scene.crew.owner, { expires: 1 }),
    act: joinInvited,
  },
  {
    what: 'join by an invitation that was taken back',
    where: open,
    answers: 'already already already invitation-over invitation-over banned',
    prepare: async (scene) => {
      await byOwner(scene)
      await scene.crew.owner.act(uninvite(scene))
    },
    act: joinInvited,
  },
  {
    what: 'leave',
    where: everywhere,
    answers: strangersAre('owner-must-hand-over ok ok'),
    act: ({ room }) => ({ do: 'leave', room }),
  },
  {
    what: 'ask to be let in',
    where: ['private'],
    answers: 'already already already ok ok banned',
    act: ({ room }) => ({ do: 'request', room, note: 'please' }),
  },
  {
    what: 'ask to be let in',
    where: ['public', 'archived'],
    answers: 'already already already not-allowed not-allowed banned',
    act: ({ room }) => ({ do: 'request', room, note: 'please' }),
  },
  {
    what: 'let in who asks',
    where: ['private'],
    answers: strangersAre('ok ok not-allowed'),
    prepare: asksToBeLetIn,
    act: answer(true),
  },
  {
    what: 'turn down who asks',
    where: ['private'],
    answers: strangersAre('ok ok not-allowed'),
    prepare: asksToBeLetIn,
    act: answer(false),
  },
  {
    what: 'let in who does not ask',
    where: everywhere,
    answers: strangersAre('no-such-target no-such-target not-allowed'),
    act: answer(true),
  },
  { what: 'invite', where: open, answers: strangersAre('ok ok ok'), act: invite },
  { what: 'invite', where: archived, answers: strangersAre('archived archived archived'), act: invite },
  {
    what: 'invite where moderators do',
    where: open,
    answers: strangersAre('ok ok not-allowed'),
    prepare: onlyModeratorsInvite,
    act: invite,
  },
  {
    what: "take back another's invitation",
    where: everywhere,
    answers: strangersAre('ok ok not-yours'),
    prepare: (scene) => invited(scene, scene.crew.other),
    act: uninvite,
  },
  {
    what: 'take back an invitation that is not there',
    where: open,
    answers: strangersAre('no-such-target no-such-target no-such-target'),
    act: uninvite,
  },
  { what: 'add a newcomer', where: open, answers: strangersAre('ok ok ok'), act: about('add', 'newcomer') },
  {
    what: 'add a newcomer',
    where: archived,
    answers: strangersAre('archived archived archived'),
    act: about('add', 'newcomer'),
  },
  {
    what: 'add a newcomer where moderators do',
    where: open,
    answers: strangersAre('ok ok not-allowed'),
    prepare: onlyModeratorsInvite,
    act: about('add', 'newcomer'),
  },
  { what: 'add who was removed', where: open, answers: strangersAre('ok ok ok'), act: about('add', 'removed') },
  {
    what: 'add who is in',
    where: open,
    answers: strangersAre('already already already'),
    act: about('add', 'other'),
  },
  {
    what: 'add who is banned',
    where: open,
    answers: strangersAre('banned banned banned'),
    act: about('add', 'banned'),
  },
  {
    what: 'add nobody',
    where: open,
    answers: strangersAre('no-such-user no-such-user no-such-user'),
    act: ({ room }) => ({ do: 'add', room, user: newId() }),
  },
  {
    what: 'remove a member',
    where: everywhere,
    answers: strangersAre('ok ok not-allowed'),
    act: about('remove', 'other'),
  },
  {
    what: 'remove a moderator',
    where: everywhere,
    answers: strangersAre('ok not-allowed not-allowed'),
    prepare: otherModerates,
    act: about('remove', 'other'),
  },
  {
    what: 'remove the owner',
    where: open,
    answers: strangersAre('not-allowed not-allowed not-allowed'),
    act: about('remove', 'owner'),
  },
  {
    what: 'remove themselves',
    where: open,
    answers: strangersAre('not-allowed not-allowed not-allowed'),
    act: ({ room }, { id }) => ({ do: 'remove', room, user: id }),
  },
  {
    what: 'remove who is not in',
    where: open,
    answers: strangersAre('no-such-user no-such-user not-allowed'),
    act: about('remove', 'newcomer'),
  },
  ...[true, false].flatMap((erase): Row[] => [
    {
      what: `ban a member, ${erase ? 'with' : 'without'} all they said`,
      where: everywhere,
      answers: strangersAre('ok ok not-allowed'),
      act: ban('other', erase),
    },
  ]),
  {
    what: 'ban somebody outside',
    where: open,
    answers: strangersAre('ok ok not-allowed'),
    act: ban('newcomer', false),
  },
  {
    what: 'ban a moderator',
    where: open,
    answers: strangersAre('ok not-allowed not-allowed'),
    prepare: otherModerates,
    act: ban('other', false),
  },
  {
    what: 'ban the owner',
    where: open,
    answers: strangersAre('not-allowed not-allowed not-allowed'),
    act: ban('owner', false),
  },
  {
    what: 'ban who is banned',
    where: open,
    answers: strangersAre('already already not-allowed'),
    act: ban('banned', false),
  },
  {
    what: 'lift a ban',
    where: everywhere,
    answers: strangersAre('ok ok not-allowed'),
    act: about('unban', 'banned'),
  },
  {
    what: 'lift a ban that is none',
    where: open,
    answers: strangersAre('no-such-user no-such-user not-allowed'),
    act: about('unban', 'other'),
  },
  {
    what: 'appoint a moderator',
    where: everywhere,
    answers: strangersAre('ok not-allowed not-allowed'),
    act: role('other'),
  },
  {
    what: 'appoint who is not in',
    where: open,
    answers: strangersAre('no-such-user not-allowed not-allowed'),
    act: role('newcomer'),
  },
  {
    what: 'hand over',
    where: everywhere,
    answers: strangersAre('ok not-allowed not-allowed'),
    act: about('hand-over', 'other'),
  },
  {
    what: 'hand over to who is not in',
    where: open,
    answers: strangersAre('no-such-user not-allowed not-allowed'),
    act: about('hand-over', 'removed'),
  },
  ...(
    [
      { name: 'another name' },
      { topic: 'tea' },
      { visibility: 'private' },
      { visibility: 'public' },
      { guests: false },
      { invites: 'moderators' },
      { picture: null },
    ] as const
  ).flatMap((change): Row[] => {
    const act = ({ room }: Scene): Act => ({
      do: 'change',
      room,
      ...change,
      ...('name' in change && { name: `${change.name} ${room}` }),
    })
    const what = `change ${JSON.stringify(change)}`
    return [
      { what, where: open, answers: strangersAre('ok not-allowed not-allowed'), act },
      { what, where: archived, answers: strangersAre('archived not-allowed not-allowed'), act },
    ]
  }),
  {
    what: 'take a picture that is not there',
    where: open,
    answers: strangersAre('no-such-picture not-allowed not-allowed'),
    act: ({ room }) => ({ do: 'change', room, picture: invitationHash(newId()) }),
  },
  ...[true, false].map(
    (on): Row => ({
      what: on ? 'archive' : 'open again',
      where: everywhere,
      answers: strangersAre('ok not-allowed not-allowed'),
      act: ({ room }) => ({ do: 'archive', room, on }),
    }),
  ),
  {
    what: 'delete',
    where: everywhere,
    answers: strangersAre('ok not-allowed not-allowed'),
    act: ({ room }) => ({ do: 'delete', room }),
  },
]

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
    // What is refused changes nothing, so that one room serves until something is allowed.
    let scene: Scene | null = null
    for (const standing of standings) {
      scene ??= await setScene(crew, where, row, crew[standing])
      const answer = await answerTo(scene, crew[standing], row)
      answers.push(answer)
      if (answer === 'ok') scene = null
    }
    expect(answers).toEqual(expected)
  })

  test('without an account nobody does anything', async () => {
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

  test('leaves alone, and closes the room by it for good', async () => {
    const room = await crew.owner.makeRoom()
    await crew.owner.act({ do: 'leave', room })
    expect((await crew.newcomer.tryAct({ do: 'join', room })).body).toEqual({ error: 'closed' })
  })

  test('is a moderator once they have handed over, and may leave then', async () => {
    const { owner, member } = crew
    const room = await owner.makeRoom()
    await owner.act({ do: 'add', room, user: member.id })
    await owner.act({ do: 'hand-over', room, user: member.id })
    expect((await owner.tryAct({ do: 'change', room, topic: 'mine' })).body).toEqual({ error: 'not-allowed' })
    expect((await owner.tryAct({ do: 'leave', room })).status).toBe(200)
    expect((await member.tryAct({ do: 'change', room, topic: 'mine' })).status).toBe(200)
  })

  test('makes a room under a free id, a free name, and with people who are there', async () => {
    const { owner, member, newcomer } = crew
    const room = newId()
    const make = { do: 'make', room, name: `Tea ${room}`, topic: '', visibility: 'public' } as const
    await owner.act({ ...make, members: [member.id, newId()] })
    expect((await newcomer.tryAct(make)).body).toEqual({ error: 'already' })
    const second = await newcomer.tryAct({ ...make, room: newId(), name: `tea ${room}` })
    expect(second.body.result.name).toBe(`tea ${room} 2`)
    const squatted = { ...make, room: directRoomId([owner.id, member.id]) }
    expect((await newcomer.tryAct(squatted)).body).toEqual({ error: 'not-allowed' })
    const invented = { ...make, room: newId(), picture: invitationHash(newId()) }
    expect((await owner.tryAct(invented)).body).toEqual({ error: 'no-such-picture' })
  })
})

test('in a room that was deleted, or never was, nobody does anything', async () => {
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

  /** Answers to the one who began it, the other, and somebody outside. */
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

  test('is begun with people who are there, by the id that is theirs, and twice is once', async () => {
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

  test('is not begun with somebody who blocks one, until they do not', async () => {
    const { owner, guest } = crew
    const block = (on: boolean) => guest.act({ do: 'block', room: guest.id, user: owner.id, on })
    const begin = { do: 'direct', room: directRoomId([owner.id, guest.id]), users: [guest.id] } satisfies Act
    await block(true)
    expect((await owner.tryAct(begin)).body.error).toBe('blocked')
    await block(false)
    expect((await owner.tryAct(begin)).status).toBe(200)
  })
})

describe('about oneself', () => {
  test('one says things of oneself only, and blocks for oneself only', async () => {
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
