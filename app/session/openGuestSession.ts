import { lobbyForGuests } from '../lobby/model/lobbyForGuests.ts'
import { peopleForGuests } from '../people/model/makePeople.ts'
import { storeInMemory } from '../store/localStore.ts'
import { tabsOf } from '../store/tabs.ts'
import { type Api, isBusy, isUnreachable } from '../sync/api.ts'
import type { Readiness } from '../sync/socket.ts'
import { openConnection } from './openConnection.ts'
import { openReading } from './openReading.ts'
import type { Session, Surroundings } from './session.ts'

/** A session without an account: it reads public rooms and writes nothing. */
export const openGuestSession = async (around: Surroundings): Promise<Session> => {
  const { api, clock } = around
  const [user, store, tabs] = ['guest', storeInMemory(), tabsOf('guest')]
  const [prepare, isHeld, isOwn] = [readinessOf(api), () => false, () => false]
  const connection = await openConnection(around, { user, store, prepare, isHeld, isOwn })
  const { socket, network, isConnected, isTrying, now, barrier } = connection
  const reading = await openReading({ user, store, tabs, connection, provisional: () => null })
  // The cookie of an old sign-in keeps a guest out, so we sign out first.
  socket.ended.subscribe(() => {
    void api.post('/sign-out', {}).then((answer) => answer !== 'offline' && socket.start())
  })
  socket.start()
  const close = async () => {
    tabs.close()
    reading.close()
    await connection.close()
  }
  return {
    user,
    lobby: lobbyForGuests(api, clock),
    people: peopleForGuests,
    pictures: { put: () => Promise.reject(new Error('guests cannot add pictures')) },
    roomParts: { ...connection, ...reading, member: null, api, clock },
    own: { open: () => null, opened: () => null },
    now,
    network,
    isConnected,
    isTrying,
    barrier,
    waiting: () => 0,
    lastSynced: () => null,
    wake: () => socket.wake(),
    signedInAgain: () => {},
    hasUnsent: () => false,
    close,
    forget: close,
  }
}

/** Whether the relay answers and can take us. */
const readinessOf = (api: Api) => async (): Promise<Readiness> => {
  const answer = await api.get('/me')
  if (answer === 'offline' || isUnreachable(answer)) return 'unreachable'
  return isBusy(answer) ? 'wait' : 'go'
}
