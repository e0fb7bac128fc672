import type { Home } from '../../../shared/room/home.ts'
import type { ProfileChange } from '../../../shared/room/profile.ts'
import type { Me } from '../../base/me.ts'
import type { QueuedAct } from '../../outgoing/queuedActs.ts'
import type { OwnProfile } from './PeopleView.ts'

/** The user's own profile as the relay has it, with the changes that still wait for the relay applied. */
export const ownProfile = (
  { id, name, username }: Me,
  { me }: Pick<Home, 'me'>,
  waiting: readonly Pick<QueuedAct, 'act'>[],
): OwnProfile => {
  const known: OwnProfile = { id, name, username, showsSeen: true, strangersInvite: false, ...me }
  return waiting.reduce((profile, { act }) => {
    if (act.do !== 'profile') return profile
    const { do: _, room: __, ...change } = act
    return changed(profile, change)
  }, known)
}

/** Null removes a field. */
const changed = (profile: OwnProfile, { picture, status, ...plain }: ProfileChange): OwnProfile => {
  const next = { ...profile, ...plain }
  if (picture === null) delete next.picture
  else if (picture !== undefined) next.picture = picture
  if (status === null) delete next.status
  else if (status !== undefined) next.status = status
  return next
}
