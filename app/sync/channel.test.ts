import { expect, test } from 'vitest'
import { parseMessage, writeMessage } from '../../shared/wire/messages.ts'
import { type PresenceEntry, parsePresence, writePresence } from '../../shared/wire/presence.ts'
import { channelOf } from './channel.ts'
import type { Socket } from './socket.ts'

test("sends your own presence, but doesn't send back the presence of others", () => {
  const sent: PresenceEntry[][] = []
  const send = (_: unknown, bytes: Uint8Array) => {
    const message = parseMessage(bytes)
    if (message.type === 'awareness') sent.push(parsePresence(message.update))
  }
  const socket = { send, openChannel: () => {}, closeChannel: () => {} } as unknown as Socket
  const taps = {
    results: () => {},
    relayHas: () => {},
    said: () => {},
    whole: () => {},
    empty: () => {},
    spoiled: () => {},
  }
  const released = Promise.resolve()
  const Channel = channelOf({ socket, document: 'x', strict: false, released, taps, ownClient: () => 7 })
  const channel = new Channel()
  const say = (...entries: PresenceEntry[]) =>
    channel.send(writeMessage({ type: 'awareness', update: writePresence(entries) }))
  const other = { client: 8, clock: 1, state: { typing: true } }
  const own = { client: 7, clock: 1, state: {} }
  say(other)
  say(own)
  say(other, { client: 9, clock: 4, state: null })
  say({ client: 7, clock: 2, state: null })
  expect(sent).toEqual([[own], [{ client: 7, clock: 2, state: null }]])
})

test('the keep-alive is a message that changes nothing', () => {
  expect([...writeMessage({ type: 'awareness', update: new Uint8Array([0]) })]).toEqual([1, 1, 0])
})
