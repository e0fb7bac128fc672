import { lobbyForGuests } from '../lobby/model/lobbyForGuests.ts'
import { peopleForGuests } from '../people/model/makePeople.ts'
import { makeRoom } from '../room/model/makeRoom.ts'
import { storeInMemory } from '../store/localStore.ts'
import { tabsOf } from '../store/tabs.ts'
import { isBusy, isUnreachable } from '../sync/api.ts'
import { type Foundation, layFoundation } from './foundation.ts'
import type { Session, Surroundings } from './session.ts'

/** A session without an account: it reads public rooms and writes nothing. */
export const openGuestSession = async (around: Surroundings): Promise<Session> => {
  const { api, clock } = around
  const tabs = tabsOf('guest')
  const base: Foundation = await layFoundation(around, {
    user: 'guest',
    store: storeInMemory(),
    tabs,
    prepare: async () => {
      const answer = await api.get('/me')
      if (answer === 'offline' || isUnreachable(answer)) return 'unreachable'
      return isBusy(answer) ? 'wait' : 'go'
    },
    // The cookie of an old sign-in keeps a guest out, so we sign out first.
    onEnded: () => void api.post('/sign-out', {}).then((answer) => answer !== 'offline' && base.socket.start()),
    onHello: () => {},
    isHeld: () => false,
    provisional: () => null,
    onRoom: () => {},
  })
  base.socket.start()
  const end = async () => {
    tabs.close()
    await base.end()
  }
  return {
    user: 'guest',
    lobby: lobbyForGuests(api, clock),
    people: peopleForGuests,
    pictures: { put: () => Promise.reject(new Error('guests cannot add pictures')) },
    openRoom: (id) => makeRoom(id, { ...base, member: null, api, clock }),
    now: base.now,
    network: base.network,
    isTrying: base.isTrying,
    barrier: base.barrier,
    waiting: () => 0,
    lastSynced: () => null,
    wake: () => base.socket.wake(),
    signedInAgain: () => {},
    hasUnsent: () => false,
    end,
    forget: end,
  }
}
