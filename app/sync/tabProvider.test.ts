import { subscribe, unsubscribe } from 'lib0/broadcastchannel'
import { expect, onTestFinished, test } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import { Doc } from 'yjs'
import { TabProvider } from './tabProvider.ts'

/** A socket that is never there: what passes, passes between tabs. */
class NoSocket {
  readyState = 0
  close() {}
  send() {}
}

let rooms = 0
const newRoom = () => `room ${++rooms}`

const openTab = (room: string, doc = new Doc()) => {
  const awareness = new Awareness(doc)
  const provider = new TabProvider('yabber/ada', room, doc, {
    awareness,
    WebSocketPolyfill: NoSocket as unknown as typeof WebSocket,
  })
  onTestFinished(() => provider.destroy())
  return { doc, awareness, provider, map: doc.getMap('log') }
}

const docWith = (...keys: string[]) => {
  const doc = new Doc()
  for (const key of keys) doc.getMap('log').set(key, key.repeat(100))
  return doc
}

const keysOf = ({ map }: { map: { keys(): Iterable<string> } }) => [...map.keys()].sort()

test('a tab that opens a document gets what the others have', () => {
  const room = newRoom()
  openTab(room, docWith('a'))
  openTab(room, docWith('b'))
  expect(keysOf(openTab(room))).toEqual(['a', 'b'])
})

test('a tab that has more than the others gives it to them', () => {
  const room = newRoom()
  const tabs = [openTab(room), openTab(room, docWith('a')), openTab(room, docWith('b', 'c'))]
  expect(tabs.map(keysOf)).toEqual([
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
  ])
})

test('what one tab writes later reaches the others, also after the document was away and came back', () => {
  const room = newRoom()
  const [one, two] = [openTab(room), openTab(room)]
  one.map.set('a', 1)
  two.provider.disconnect()
  one.map.set('b', 1)
  expect(keysOf(two)).toEqual(['a'])
  two.map.set('c', 1)
  two.provider.connect()
  expect([keysOf(one), keysOf(two)]).toEqual([
    ['a', 'b', 'c'],
    ['a', 'b', 'c'],
  ])
})

test('a document that the other tabs have too is not sent to them', () => {
  const room = newRoom()
  const heard: number[] = []
  const { provider, doc } = openTab(room, docWith(...'abcdefghij'))
  const listen = (data: Uint8Array, origin: unknown) => origin !== provider && heard.push(data.byteLength)
  subscribe(provider.bcChannel, listen)
  onTestFinished(() => void unsubscribe(provider.bcChannel, listen))
  const copy = new Doc()
  copy.getMap('log')
  openTab(room, copy)
  heard.length = 0
  expect(keysOf({ map: copy.getMap('log') })).toEqual(keysOf({ map: doc.getMap('log') }))
  openTab(room, copy)
  expect(Math.max(...heard)).toBeLessThan(100)
})

test('who is there is told to a tab that opens the document', () => {
  const room = newRoom()
  const one = openTab(room)
  one.awareness.setLocalState({ here: true })
  const two = openTab(room)
  expect(two.awareness.getStates().get(one.doc.clientID)).toEqual({ here: true })
})
