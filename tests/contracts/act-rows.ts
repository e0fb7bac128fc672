import type { Act } from '../../shared/room/acts.ts'
import { invitationHash } from '../../shared/room/invitation.ts'
import { newId, type Person } from '../world/person.ts'

/**
 * Every row of shared/room/RULES.md: what each standing is answered to each act. Written by hand from that page, not
 * taken from the code that judges.
 */
export const standings = ['owner', 'moderator', 'member', 'guest', 'removed', 'banned'] as const
type Standing = (typeof standings)[number]
export type Where = 'public' | 'private' | 'archived'

/** `other` is a second member. `newcomer` has no relation to the room, like the guest. */
export type Crew = { [name in Standing | 'other' | 'newcomer']: Person }

export interface Scene {
  crew: Crew
  room: string
  /** The token of an invitation. `invitation` is its id. */
  token: string
  invitation: string
}

export interface Row {
  what: string
  where: readonly Where[]
  /** Answers to owner, moderator, member, guest, removed and banned, in this order. */
  answers: string
  prepare?: (scene: Scene, actor: Person) => Promise<unknown>
  act: (scene: Scene, actor: Person) => Act
}

export const everywhere = ['public', 'private', 'archived'] as const
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

export const rows: readonly Row[] = [
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
    what: 'ask to join',
    where: ['private'],
    answers: 'already already already ok ok banned',
    act: ({ room }) => ({ do: 'request', room, note: 'please' }),
  },
  {
    what: 'ask to join',
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
