import type { Profile } from '../../shared/room/profile.ts'
import type { UserRow } from '../store/people.ts'

/** A user as others see them. A deleted user has no profile any more. Empty fields are left out. */
export const profileOf = (user: UserRow | undefined): Profile => {
  if (user === undefined) return { name: '', username: '' }
  const { name, username, picture, about, zone, status } = user
  if (user.deleted) return { name, username: 'deleted', deleted: true }
  return {
    name,
    username,
    ...(picture !== null && { picture }),
    ...(about !== '' && { about }),
    ...(zone !== '' && { zone }),
    ...(status && { status }),
  }
}

/** The part of a profile that lists show. */
export const faceOf = (user: UserRow | undefined): Pick<Profile, 'name' | 'username' | 'picture'> => {
  const { name, username, picture } = profileOf(user)
  return { name, username, ...(picture !== undefined && { picture }) }
}
