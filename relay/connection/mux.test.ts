import { expect, it } from 'vitest'
import { rosterName } from '../../shared/wire/documents.ts'
import { type Frame, maxChannels, muxVersion, parseFrame, writeFrame } from '../../shared/wire/mux.ts'
import { closeCodes } from '../../shared/wire/results.ts'
import { HandClock, House, settled } from '../../tests/world/house.ts'
import type { ChannelParts } from './channel.ts'
import { MuxConnection } from './mux.ts'
import { Peer } from './peer.ts'

it('P36: says hello every 20 s even while one channel is busy, because other channels are silent and clocks drift', async () => {
  const clock = new HandClock()
  const began = clock.now()
  const hellos: number[] = []
  const told: number[] = []
  const send = (bytes: Uint8Array) => {
    const frame = parseFrame(bytes)
    if ('control' in frame && frame.control === 'hello') hellos.push(frame.time - began)
  }
  const line = new Peer({ send, close: () => {}, bufferedBytes: 0 }, clock, () => {})
  const mux = new MuxConnection(line, {
    clock,
    heardClock: (time: number) => told.push(time),
  } as unknown as ChannelParts)
  mux.receive(writeFrame({ control: 'hello', version: muxVersion, time: 0 }))
  for (let second = 0; second < 61; second++) {
    await clock.pass(1_000)
    line.send(writeFrame({ channel: 1, message: new Uint8Array([3]) }))
  }
  expect(hellos).toEqual([0, 20_000, 40_000, 60_000])
  expect(told).toEqual([0])
})

it('P36: keeps a document open on only one channel of a socket, the newest', async () => {
  const house = new House()
  const olga = await house.person('olga')
  const document = rosterName(await house.room(olga))
  const frames: Frame[] = []
  const socket = { send: (bytes: Uint8Array) => void frames.push(parseFrame(bytes)), close: () => {}, bufferedBytes: 0 }
  const connection = house.core.accept(socket, { session: null, user: null, device: null }, null)
  const say = async (frame: Frame) => {
    connection.receive(writeFrame(frame))
    await settled()
  }
  const closed = () =>
    frames.flatMap((frame) => ('control' in frame && frame.control === 'close' ? [frame.channel] : []))
  for (const channel of [1, 2, 3]) await say({ control: 'open', channel, document })
  expect(closed()).toEqual([1, 2])
  await say({ control: 'close', channel: 3, code: 1000 })
  await say({ control: 'open', channel: 4, document })
  expect(closed()).toEqual([1, 2])
})

it("a socket can't pile up waiting work by opening and closing channels", async () => {
  const house = new House()
  const codes: number[] = []
  const socket = { send: () => {}, close: (code: number) => void codes.push(code), bufferedBytes: 0 }
  const connection = house.core.accept(socket, { session: null, user: null, device: null }, null)
  for (let channel = 1; channel <= maxChannels + 10 && codes.length === 0; channel++) {
    connection.receive(writeFrame({ control: 'open', channel, document: rosterName('a'.repeat(22)) }))
    connection.receive(writeFrame({ control: 'close', channel, code: 1000 }))
  }
  expect(codes).toEqual([closeCodes.tooMany])
})
