import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { homeName, rosterName, segmentName } from '../../shared/wire/documents.ts'
import { writeMessage } from '../../shared/wire/messages.ts'
import { parseFrame, writeFrame } from '../../shared/wire/mux.ts'
import { closeCodes } from '../../shared/wire/results.ts'
import { stage } from '../world/cast.ts'
import { printFigure, spread } from '../world/figures.ts'
import { Line } from '../world/line.ts'
import { Person } from '../world/person.ts'
import { within } from '../world/until.ts'
import { type Arena, enter, openArena, postAndAck } from './attack.ts'
import { removeInFloods } from './removal.ts'

const rounds = 30

let arena: Arena
beforeAll(async () => {
  arena = await openArena()
})
afterAll(() => arena.relay.stop())

/** Milliseconds from the call of `end` until each line closes, and the close codes. */
const closing = async (lines: readonly Line[], end: () => Promise<unknown>) => {
  const from = performance.now()
  const ended = end()
  const codes = await within('all sockets close', Promise.all(lines.map(({ closed }) => closed)))
  await ended
  return { codes: new Set(codes), times: lines.map(({ closedAt }) => closedAt - from) }
}

const everywhere = async (person: Person, room: string): Promise<Line[]> => {
  const { relay } = arena
  const documents = [null, rosterName(room), segmentName(room, 1), homeName(person.id), `self/${person.id}/1`]
  const lines = await Promise.all(documents.map((document) => Line.open(relay, { document, token: person.token })))
  await Promise.all(lines.slice(1).map((line) => line.sync()))
  return lines
}

describe('promise 4: out is out', () => {
  test.each([
    ['remove', closeCodes.notYours],
    ['ban', closeCodes.banned],
  ] as const)(
    `%s during a flood, ${rounds} times: sockets close with %i, and afterwards the person writes and hears nothing`,
    async (how, code) => {
      const outcome = await removeInFloods(arena.relay, arena.cast, rounds, 7, how)
      const { closeMs, lastByteMs, codes, later, overheard, flooded } = outcome
      printFigure(`${how} in a flood of ${flooded} records: close ${spread(closeMs)}; last byte ${spread(lastByteMs)}`)
      expect(codes).toEqual(new Set([code]))
      expect(later).toEqual([])
      expect(overheard).toEqual([])
    },
  )

  test('on a socket with many documents, the relay closes the channels of that room, and the others stay open', async () => {
    const { owner, member } = arena.cast
    const [room, other] = [await stage(arena.cast), await stage(arena.cast)]
    const mux = await Line.open(arena.relay, { document: null, token: member.token })
    const message = writeMessage({ type: 'sync-step-1', stateVector: Uint8Array.of(0) })
    for (const [i, document] of [segmentName(room, 1), rosterName(room), segmentName(other, 1)].entries()) {
      mux.sendBytes(writeFrame({ control: 'open', channel: i + 1, document }))
      mux.sendBytes(writeFrame({ channel: i + 1, message }))
    }
    const frames = () => mux.frames.map(parseFrame)
    const hears = (channel: number) =>
      frames().filter((frame) => 'message' in frame && frame.channel === channel).length
    await mux.wait('all three', () => (hears(1) && hears(2) && hears(3) ? true : undefined))

    await owner.act({ do: 'remove', room, user: member.id })
    const closed = () => frames().flatMap((frame) => ('control' in frame && frame.control === 'close' ? [frame] : []))
    await mux.wait('two are closed', () => (closed().length === 2 ? true : undefined))
    expect(new Map(closed().map(({ channel, code }) => [channel, code]))).toEqual(
      new Map([
        [1, closeCodes.notYours],
        [2, closeCodes.notYours],
      ]),
    )
    const before = hears(3)
    await postAndAck(await enter(arena.relay, other, owner), owner, other)
    await mux.wait('the other room is heard', () => (hears(3) > before ? true : undefined))
    await mux.close()
  })

  test('leaving a private room also closes its sockets with 4403', async () => {
    const room = await stage(arena.cast, 'private')
    const { member, relay } = { ...arena.cast, relay: arena.relay }
    const line = await enter(relay, room, member)
    await line.sync()
    const { codes, times } = await closing([line], () => member.act({ do: 'leave', room }))
    printFigure(`leaving: ${spread(times)}`)
    expect(codes).toEqual(new Set([closeCodes.notYours]))
  })

  test('signing out closes all sockets of that session with 4401, and no others', async () => {
    const room = await stage(arena.cast)
    const [here, there] = [await arena.cast.member.elsewhere(), await arena.cast.member.elsewhere()]
    const [closed, open] = [await everywhere(here, room), await everywhere(there, room)]
    const { codes, times } = await closing(closed, () => here.call('POST', '/api/sign-out', {}))
    printFigure(`sign-out of ${closed.length} sockets: ${spread(times)}`)
    expect(codes).toEqual(new Set([closeCodes.signedOut]))
    for (const line of open) expect(line.closedAt).toBe(0)
    const again = await enter(arena.relay, room, here)
    expect(await within('the signed-out token is turned away', again.closed)).toBe(closeCodes.signedOut)
    for (const line of open) await line.close()
  })

  test("signing out everywhere closes the sockets of all the account's sessions with 4401", async () => {
    const room = await stage(arena.cast)
    const [here, there] = [await arena.cast.stranger.elsewhere(), await arena.cast.stranger.elsewhere()]
    const lines = [...(await everywhere(here, room)), ...(await everywhere(there, room))]
    const { codes, times } = await closing(lines, () => here.call('POST', '/api/sign-out', { everywhere: true }))
    printFigure(`sign-out everywhere, ${lines.length} sockets: ${spread(times)}`)
    expect(codes).toEqual(new Set([closeCodes.signedOut]))
  })

  test("ending an account closes all its sockets with 4401, and it can't connect again", async () => {
    const room = await stage(arena.cast)
    const leaver = await new Person(arena.relay, 'leda').signUp()
    const lines = [...(await everywhere(leaver, room)), ...(await everywhere(await leaver.elsewhere(), room))]
    const end = () => arena.cast.owner.call('POST', '/api/accounts/end', { username: 'leda' })
    const { codes, times } = await closing(lines, end)
    printFigure(`account ended, ${lines.length} sockets: ${spread(times)}`)
    expect(codes).toEqual(new Set([closeCodes.signedOut]))
    const again = await enter(arena.relay, room, leaver)
    expect(await within('the ended account is turned away', again.closed)).toBe(closeCodes.signedOut)
  })
})
