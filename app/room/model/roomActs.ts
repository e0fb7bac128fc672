import type { Accessor } from 'solid-js'
import type { Act } from '../../../shared/room/acts.ts'
import { invitationHash } from '../../../shared/room/invitation.ts'
import type { Roster } from '../../../shared/room/roster.ts'
import { newId } from '../../outgoing/planRecord.ts'
import { readInvitations } from './invitations.ts'
import { isTooEarly, judgeHere, mayPostHere } from './judgeHere.ts'
import type { LiveRoom } from './liveRoom.ts'
import type { RoomCommand, RoomView } from './RoomView.ts'
import type { RoomParts } from './roomParts.ts'
import { followTakenActs } from './takenActs.ts'

type RoomActs = Pick<RoomView, 'mayPost' | 'judge' | 'may' | 'act' | 'invite' | 'invitations' | 'waiting' | 'close'>

/** How long to wait for the relay's answer. After that the act stays in the outbox and is sent when possible. */
const answerWithinMs = 6_000

/** Asks what a person may do to a room, and does it. */
export const roomActs = ({
  id,
  live,
  roster,
  member,
  api,
  network,
}: Pick<RoomParts, 'member' | 'api' | 'network'> & {
  id: string
  live: LiveRoom
  roster: Accessor<Roster>
}): RoomActs => {
  const me = member?.me.id ?? null
  const taken = member && followTakenActs(member.outbox, id, roster)

  const judge: RoomView['judge'] = (what, user) => {
    if (member?.isWaiting(id) && isTooEarly(what)) return 'not-allowed'
    return judgeHere(roster(), me, what, user)
  }
  const act: RoomView['act'] = async (command) => {
    if (!member) return 'not-a-member'
    const whole = { ...command, room: id } as Act
    const refused = await member.outbox.ask(whole, network() === 'online' ? answerWithinMs : 0)
    if (refused === null) live.rosterDocument.reconnect()
    return refused
  }
  return {
    mayPost: () => mayPostHere(roster(), me),
    judge,
    may: (what, user) => judge(what, user) === null,
    act,
    waiting: () => {
      const acts = [...(taken?.acts() ?? []), ...(member?.outbox.acts() ?? []).map(({ act }) => act)]
      return acts.flatMap((act) => (act.room === id && isCommand(act) ? [withoutRoom(act)] : []))
    },
    invite: async (terms) => {
      const token = newId()
      const refused = await act({ do: 'invite', invitation: newId(), hash: invitationHash(token), ...terms })
      return { token, refused }
    },
    invitations: async () => {
      const answer = await api.get(`/rooms/${id}/invitations`)
      return answer === 'offline' || answer.status !== 200 ? 'offline' : readInvitations(answer.body.list)
    },
    close: () => taken?.close(),
  }
}

const isCommand = (act: Act): act is RoomCommand & { room: string } =>
  act.do !== 'make' && act.do !== 'direct' && act.do !== 'block' && act.do !== 'profile'

const withoutRoom = ({ room: _, ...command }: RoomCommand & { room: string }): RoomCommand => command
