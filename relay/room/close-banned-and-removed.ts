import { closeCodes } from '../../shared/wire/results.ts'
import type { Listener } from '../open-document/listener.ts'
import type { RoomAccess } from './room-access.ts'

type Access = Pick<RoomAccess, 'closeCodeFor'>

/** Closes everything that a user has open in a room. They may open it again if guests may. */
export const closeUser = (user: string, listeners: readonly Listener[], access: Access): void => {
  const code = access.closeCodeFor(user) ?? closeCodes.notYours
  for (const listener of listeners) if (listener.user === user) listener.close(code)
}

/** Closes the documents of everybody who may not read them. */
export const closeUninvited = (listeners: readonly Listener[], access: Access): void => {
  for (const listener of listeners) {
    const code = access.closeCodeFor(listener.user)
    if (code !== null) listener.close(code)
  }
}
