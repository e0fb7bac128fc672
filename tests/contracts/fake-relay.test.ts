import { expect, it } from 'vitest'
import { segmentName } from '../../shared/wire/documents.ts'
import { type Message, parseMessage, writeMessage } from '../../shared/wire/messages.ts'
import { parseFrame, writeFrame } from '../../shared/wire/mux.ts'
import { parseResults, type Result } from '../../shared/wire/results.ts'
import { parseUpdate, type Update } from '../../shared/wire/update.ts'
import { FakeRelay } from '../world/app/fake-relay.ts'
import { House, settled } from '../world/house.ts'
import { UpdateWriter } from '../world/update-writer.ts'

const everything = writeMessage({ type: 'sync-step-1', stateVector: Uint8Array.of(0) })

interface Told extends Partial<Update> {
  results?: Result[]
}

const told = (messages: readonly Message[]): Told[] =>
  messages.flatMap((message): Told[] => {
    if (message.type === 'results') return [{ results: parseResults(message.results) }]
    if (message.type !== 'update' && message.type !== 'sync-step-2') return []
    const { blocks, deleted } = parseUpdate(message.update)
    return blocks.length + deleted.length > 0 ? [{ blocks, deleted }] : []
  })

/** All that somebody was told of a document, in however many parts. */
const whole = (messages: readonly Message[]): Told => {
  const parts = told(messages)
  return { blocks: parts.flatMap(({ blocks = [] }) => blocks), deleted: parts.flatMap(({ deleted = [] }) => deleted) }
}

/** Somebody with one document open at the fake. */
const openAtFake = async (relay: FakeRelay, document: string) => {
  const socket = new relay.WebSocket('ws://fake')
  const heard: Message[] = []
  socket.onmessage = ({ data }) => {
    const frame = parseFrame(new Uint8Array(data))
    if ('message' in frame) heard.push(parseMessage(frame.message))
  }
  await settled()
  const say = async (message: Uint8Array) => {
    socket.send(new Uint8Array(writeFrame({ channel: 1, message })))
    await settled()
  }
  socket.send(new Uint8Array(writeFrame({ control: 'open', channel: 1, document })))
  await say(everything)
  return { heard, say }
}

const openAtHouse = async (house: House, who: Awaited<ReturnType<House['person']>>, document: string) => {
  const { heard, connection } = await who.hear(document)
  const say = async (message: Uint8Array) => {
    connection.receive(message)
    await settled()
    await house.clock.pass(1_000)
  }
  return { heard, say }
}

it('the fake relay of the app’s tests tells of refused and repeated records what the real one tells', async () => {
  const house = new House()
  const olga = await house.person('olga')
  const milo = await house.person('milo')
  const room = await house.room(olga)
  await milo.act({ do: 'join', room })
  const document = segmentName(room, 1)
  const records = ['one', '', 'three', ''].map((text) => olga.device.post(room, text))
  const writer = new UpdateWriter()
  const first = writer.update(...records.slice(0, 3))
  const alone = writer.update(...records.slice(3))
  const fake = new FakeRelay()
  const refused = [records[1]?.name, records[3]?.name]
  fake.judge = (name) => (refused.includes(name) ? 'bad-body' : null)
  const atFake = [await openAtFake(fake, document), await openAtFake(fake, document)]
  const atHouse = [await openAtHouse(house, olga, document), await openAtHouse(house, milo, document)]
  for (const [author] of [atFake, atHouse])
    for (const update of [first, first, alone]) await author?.say(writeMessage({ type: 'update', update }))
  for (const [n, { heard }] of atHouse.entries()) expect(told(atFake[n]?.heard ?? [])).toEqual(told(heard))
  expect(told(atHouse[0]?.heard ?? [])).toHaveLength(5)
  const [later, laterAtHouse] = [await openAtFake(fake, document), await openAtHouse(house, milo, document)]
  expect(whole(later.heard)).toEqual(whole(laterAtHouse.heard))
})
