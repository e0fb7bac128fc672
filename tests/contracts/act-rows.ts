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
const showInTimeline = ({ room }: Scene): Act => ({ do: 'threads', room, shown: 'timeline' })
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
  { what: 'R42 join', where: ['public'], answers: 'already already already ok ok banned', act: join },
  { what: 'R42 join', where: ['private'], answers: 'already already already private private banned', act: join },
  { what: 'R42 join', where: archived, answers: 'already already already archived archived banned', act: join },
  {
    what: 'R42 join with a valid invitation',
    where: open,
    answers: 'already already already ok ok banned',
    prepare: byOwner,
    act: joinInvited,
  },
  {
    what: 'R42 join with a valid invitation',
    where: archived,
    answers: 'already already already archived archived banned',
    prepare: byOwner,
    act: joinInvited,
  },
  {
    what: 'R42 join with an invitation that never existed',
    where: everywhere,
    answers: 'already already already invitation-over invitation-over banned',
    act: joinInvited,
  },
  {
    what: 'R42 join with an invitation that has no uses left',
    where: open,
    answers: 'already already already invitation-over invitation-over banned',
    prepare: usedUp,
    act: joinInvited,
  },
  {
    what: 'R42 join with an invitation that has expired',
    where: open,
    answers: 'already already already invitation-over invitation-over banned',
    prepare: (scene) => invited(scene, scene.crew.owner, { expires: 1 }),
    act: joinInvited,
  },
  {
    what: 'R42 join with an invitation that was revoked',
    where: open,
    answers: 'already already already invitation-over invitation-over banned',
    prepare: async (scene) => {
      await byOwner(scene)
      await scene.crew.owner.act(uninvite(scene))
    },
    act: joinInvited,
  },
  {
    what: 'R43 leave',
    where: everywhere,
    answers: strangersAre('owner-must-hand-over ok ok'),
    act: ({ room }) => ({ do: 'leave', room }),
  },
  {
    what: 'R44 ask to join',
    where: ['private'],
    answers: 'already already already ok ok banned',
    act: ({ room }) => ({ do: 'request', room, note: 'please' }),
  },
  {
    what: 'R44 ask to join',
    where: ['public', 'archived'],
    answers: 'already already already not-allowed not-allowed banned',
    act: ({ room }) => ({ do: 'request', room, note: 'please' }),
  },
  {
    what: 'R45 accept somebody who asked to join',
    where: ['private'],
    answers: strangersAre('ok ok not-allowed'),
    prepare: asksToBeLetIn,
    act: answer(true),
  },
  {
    what: 'R45 decline somebody who asked to join',
    where: ['private'],
    answers: strangersAre('ok ok not-allowed'),
    prepare: asksToBeLetIn,
    act: answer(false),
  },
  {
    what: "R45 accept somebody who didn't ask to join",
    where: everywhere,
    answers: strangersAre('no-such-target no-such-target not-allowed'),
    act: answer(true),
  },
  { what: 'R46 create an invitation', where: open, answers: strangersAre('ok ok ok'), act: invite },
  {
    what: 'R46 create an invitation',
    where: archived,
    answers: strangersAre('archived archived archived'),
    act: invite,
  },
  {
    what: 'R46 create an invitation where only moderators may',
    where: open,
    answers: strangersAre('ok ok not-allowed'),
    prepare: onlyModeratorsInvite,
    act: invite,
  },
  {
    what: "R48 revoke somebody else's invitation",
    where: everywhere,
    answers: strangersAre('ok ok not-yours'),
    prepare: (scene) => invited(scene, scene.crew.other),
    act: uninvite,
  },
  {
    what: "R48 revoke an invitation that doesn't exist",
    where: open,
    answers: strangersAre('no-such-target no-such-target no-such-target'),
    act: uninvite,
  },
  { what: 'R47 add a newcomer', where: open, answers: strangersAre('ok ok ok'), act: about('add', 'newcomer') },
  {
    what: 'R47 add a newcomer',
    where: archived,
    answers: strangersAre('archived archived archived'),
    act: about('add', 'newcomer'),
  },
  {
    what: 'R47 add a newcomer where only moderators may',
    where: open,
    answers: strangersAre('ok ok not-allowed'),
    prepare: onlyModeratorsInvite,
    act: about('add', 'newcomer'),
  },
  {
    what: 'R47 add somebody who was removed',
    where: open,
    answers: strangersAre('ok ok ok'),
    act: about('add', 'removed'),
  },
  {
    what: 'R47 add a member',
    where: open,
    answers: strangersAre('already already already'),
    act: about('add', 'other'),
  },
  {
    what: 'R47 add somebody who is banned',
    where: open,
    answers: strangersAre('banned banned banned'),
    act: about('add', 'banned'),
  },
  {
    what: "R47 add an account that doesn't exist",
    where: open,
    answers: strangersAre('no-such-user no-such-user no-such-user'),
    act: ({ room }) => ({ do: 'add', room, user: newId() }),
  },
  {
    what: 'R49 remove a member',
    where: everywhere,
    answers: strangersAre('ok ok not-allowed'),
    act: about('remove', 'other'),
  },
  {
    what: 'R49 remove a moderator',
    where: everywhere,
    answers: strangersAre('ok not-allowed not-allowed'),
    prepare: otherModerates,
    act: about('remove', 'other'),
  },
  {
    what: 'R49 remove the owner',
    where: open,
    answers: strangersAre('not-allowed not-allowed not-allowed'),
    act: about('remove', 'owner'),
  },
  {
    what: 'R49 remove themselves',
    where: open,
    answers: strangersAre('not-allowed not-allowed not-allowed'),
    act: ({ room }, { id }) => ({ do: 'remove', room, user: id }),
  },
  {
    what: 'R49 remove somebody who is not a member',
    where: open,
    answers: strangersAre('no-such-user no-such-user not-allowed'),
    act: about('remove', 'newcomer'),
  },
  ...[true, false].flatMap((erase): Row[] => [
    {
      what: `R50 ban a member and ${erase ? 'erase' : 'keep'} their messages`,
      where: everywhere,
      answers: strangersAre('ok ok not-allowed'),
      act: ban('other', erase),
    },
  ]),
  {
    what: 'R50 ban somebody who is not a member',
    where: open,
    answers: strangersAre('ok ok not-allowed'),
    act: ban('newcomer', false),
  },
  {
    what: 'R50 ban a moderator',
    where: open,
    answers: strangersAre('ok not-allowed not-allowed'),
    prepare: otherModerates,
    act: ban('other', false),
  },
  {
    what: 'R50 ban the owner',
    where: open,
    answers: strangersAre('not-allowed not-allowed not-allowed'),
    act: ban('owner', false),
  },
  {
    what: 'R50 ban somebody who is banned',
    where: open,
    answers: strangersAre('already already not-allowed'),
    act: ban('banned', false),
  },
  {
    what: 'R51 lift a ban',
    where: everywhere,
    answers: strangersAre('ok ok not-allowed'),
    act: about('unban', 'banned'),
  },
  {
    what: 'R51 lift the ban of somebody who is not banned',
    where: open,
    answers: strangersAre('no-such-user no-such-user not-allowed'),
    act: about('unban', 'other'),
  },
  {
    what: 'R52 make a member a moderator',
    where: everywhere,
    answers: strangersAre('ok not-allowed not-allowed'),
    act: role('other'),
  },
  {
    what: 'R52 make somebody a moderator who is not a member',
    where: open,
    answers: strangersAre('no-such-user not-allowed not-allowed'),
    act: role('newcomer'),
  },
  {
    what: 'R52 transfer ownership',
    where: everywhere,
    answers: strangersAre('ok not-allowed not-allowed'),
    act: about('hand-over', 'other'),
  },
  {
    what: 'R52 transfer ownership to somebody who is not a member',
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
    const what = `R53 change ${JSON.stringify(change)}`
    return [
      { what, where: open, answers: strangersAre('ok not-allowed not-allowed'), act },
      { what, where: archived, answers: strangersAre('archived not-allowed not-allowed'), act },
    ]
  }),
  {
    what: 'R57 show the replies of threads in the timeline',
    where: open,
    answers: strangersAre('ok ok not-allowed'),
    act: showInTimeline,
  },
  {
    what: 'R57 show the replies of threads in the timeline',
    where: archived,
    answers: strangersAre('archived archived not-allowed'),
    act: showInTimeline,
  },
  {
    what: "R53 use a picture that doesn't exist",
    where: open,
    answers: strangersAre('no-such-picture not-allowed not-allowed'),
    act: ({ room }) => ({ do: 'change', room, picture: invitationHash(newId()) }),
  },
  ...[true, false].map(
    (on): Row => ({
      what: on ? 'R54 archive the room' : 'R54 unarchive the room',
      where: everywhere,
      answers: strangersAre('ok not-allowed not-allowed'),
      act: ({ room }) => ({ do: 'archive', room, on }),
    }),
  ),
  {
    what: 'R54 delete the room',
    where: everywhere,
    answers: strangersAre('ok not-allowed not-allowed'),
    act: ({ room }) => ({ do: 'delete', room }),
  },
]
