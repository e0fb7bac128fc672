import type { Locks } from '../../../app/base/locks.ts'
import { tableInMemory } from '../../../app/base/table.ts'
import { Documents } from '../../../app/sync/documents.ts'
import { Socket } from '../../../app/sync/socket.ts'
import { FakeClock } from './fake-clock.ts'
import type { FakeRelay } from './fake-relay.ts'

/** The documents of one tab, over a socket to a fake relay. */
export const tabOf = (
  relay: FakeRelay,
  {
    user = 'olga',
    locks = null as Locks,
    clientIds = tableInMemory<number>(),
    isOwn = (_document: string, _name: string): boolean => false,
  } = {},
) => {
  const clock = new FakeClock()
  const heard: string[] = []
  const socket = new Socket({
    url: 'ws://relay/sync',
    WebSocket: relay.WebSocket,
    clock,
    deviceTime: () => clock.now(),
    chance: () => 0,
    isVisible: () => true,
    prepare: async () => 'go',
  })
  socket.hello.subscribe(() => heard.push('hello'))
  socket.ended.subscribe(() => heard.push('ended'))
  socket.failed.subscribe(() => heard.push('failed'))
  const held = new Set<string>()
  const documents = new Documents(
    { user, socket, clock, locks, clientIds, trouble: (what) => heard.push(what), isOwn },
    (name) => held.has(name),
  )
  socket.start()
  return { clock, socket, documents, heard, held, clientIds }
}
