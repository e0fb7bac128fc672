import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { homeName, rosterName, segmentName } from '../../shared/wire/documents.ts'
import { closeCodes } from '../../shared/wire/results.ts'
import { stage } from '../world/cast.ts'
import { printFigure, quantile, spread } from '../world/figures.ts'
import { Line } from '../world/line.ts'
import type { Person } from '../world/person.ts'
import { within } from '../world/until.ts'
import { type Arena, enter, openArena } from './attack.ts'
import { removeInFloods } from './removal.ts'

const rounds = 30
const promisedMs = 200

let arena: Arena
beforeAll(async () => {
  arena = await openArena()
})
afterAll(() => arena.relay.stop())

/** Milliseconds from the call to the close of each line, and the close codes. */
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
  test(`removed during a flood, ${rounds} times: closed with 4403, and nothing later is taken`, async () => {
    const { closeMs, lastByteMs, codes, later, flooded } = await removeInFloods(arena.relay, arena.cast, rounds, 7)
    printFigure(`removal in a flood of ${flooded} records: close ${spread(closeMs)}; last byte ${spread(lastByteMs)}`)
    expect(codes).toEqual(new Set([closeCodes.notYours]))
    expect(later).toEqual([])
    expect(quantile(lastByteMs, 0.5)).toBeLessThan(promisedMs)
    expect(quantile(closeMs, 0.5)).toBeLessThan(promisedMs)
  })

  test('who leaves a private room by themselves is closed with 4403 too', async () => {
    const room = await stage(arena.cast, 'private')
    const { member, relay } = { ...arena.cast, relay: arena.relay }
    const line = await enter(relay, room, member)
    await line.sync()
    const { codes, times } = await closing([line], () => member.act({ do: 'leave', room }))
    printFigure(`leaving: ${spread(times)}`)
    expect(codes).toEqual(new Set([closeCodes.notYours]))
  })

  test('a sign-out closes all sockets of that session with 4401, and no other', async () => {
    const room = await stage(arena.cast)
    const [here, there] = [await arena.cast.member.elsewhere(), await arena.cast.member.elsewhere()]
    const [closed, open] = [await everywhere(here, room), await everywhere(there, room)]
    const { codes, times } = await closing(closed, () => here.call('POST', '/api/sign-out', {}))
    printFigure(`sign-out of ${closed.length} sockets: ${spread(times)}`)
    expect(codes).toEqual(new Set([closeCodes.signedOut]))
    expect(quantile(times, 0.5)).toBeLessThan(promisedMs)
    for (const line of open) expect(line.closedAt).toBe(0)
    const again = await enter(arena.relay, room, here)
    expect(await within('the signed-out token is turned away', again.closed)).toBe(closeCodes.signedOut)
    for (const line of open) await line.close()
  })

  test('a sign-out everywhere closes the sockets of every session of the account with 4401', async () => {
    const room = await stage(arena.cast)
    const [here, there] = [await arena.cast.stranger.elsewhere(), await arena.cast.stranger.elsewhere()]
    const lines = [...(await everywhere(here, room)), ...(await everywhere(there, room))]
    const { codes, times } = await closing(lines, () => here.call('POST', '/api/sign-out', { everywhere: true }))
    printFigure(`sign-out everywhere, ${lines.length} sockets: ${spread(times)}`)
    expect(codes).toEqual(new Set([closeCodes.signedOut]))
    expect(quantile(times, 0.5)).toBeLessThan(promisedMs)
  })
})
