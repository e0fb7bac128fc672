import { afterAll, beforeAll, expect, test } from 'vitest'
import { rosterName, segmentName } from '../../shared/wire/documents.ts'
import { writeMessage } from '../../shared/wire/messages.ts'
import { writeFrame } from '../../shared/wire/mux.ts'
import { Chance } from '../world/chance.ts'
import { printFigure } from '../world/figures.ts'
import { Line } from '../world/line.ts'
import { within } from '../world/until.ts'
import { UpdateWriter } from '../world/update-writer.ts'
import { type Arena, endure, openArena } from './attack.ts'
import { mutate } from './mutate.ts'
import { readers } from './readers.ts'

const sockets = 400
const framesOfEach = 4

let arena: Arena
beforeAll(async () => {
  arena = await openArena()
})
afterAll(() => arena.relay.stop())

/**
 * Messages that this member may send in this room, wrapped in frames of a channel if the socket is the multiplexed one.
 */
const honestFrames = (room: string, isMultiplexed: boolean): Uint8Array[] => {
  const { device } = arena.cast.member
  const update = new UpdateWriter().update(device.post(room, 'one'), device.post(room, 'two'))
  const messages = [...readers.message!.valid, writeMessage({ type: 'update', update })]
  if (!isMultiplexed) return messages
  const opened = writeFrame({ control: 'open', channel: 2, document: rosterName(room) })
  return [...messages.map((message) => writeFrame({ channel: 1, message })), opened, ...readers.frame!.valid]
}

const attackOnce = async (room: string, chance: Chance): Promise<boolean> => {
  const isMultiplexed = chance.below(2) === 0
  const document = isMultiplexed ? null : segmentName(room, 1)
  const line = await Line.open(arena.relay, { document, token: arena.cast.member.token })
  if (isMultiplexed) line.sendBytes(writeFrame({ control: 'open', channel: 1, document: segmentName(room, 1) }))
  const frames = honestFrames(room, isMultiplexed)
  for (let i = 0; i < framesOfEach; i++) line.sendBytes(mutate(chance.pick(frames), chance, chance.pick(frames)))
  line.socket.close()
  const code = await within('the socket ends', line.closed)
  return code >= 4400
}

test(`mutated frames on ${sockets} real sockets neither crash the relay nor damage the room`, () =>
  endure(arena, 'mutated frames', async (room) => {
    const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31)
    const chance = new Chance(seed)
    let ended = 0
    for (let i = 0; i < sockets; i++) if (await attackOnce(room, chance)) ended++
    printFigure(`mutated frames, seed ${seed}: ${ended} of ${sockets} sockets were ended by the relay`)
    expect(ended).toBeGreaterThan(sockets / 2)
  }))
