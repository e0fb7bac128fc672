import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { WebSocket } from 'ws'
import { segmentName } from '../../shared/wire/documents.ts'
import { stage } from '../world/cast.ts'
import { quantile } from '../world/figures.ts'
import { timed, type Wait } from '../world/stopwatch.ts'
import { within } from '../world/until.ts'
import { enter, join, openArena } from './attack.ts'

/** Where somebody wants to get in: alone, and behind a crowd that connected in the same instant. */
interface Place {
  what: string
  pid: number
  port: number
  /** What each of the crowd writes when it has connected. */
  request: string
  visit(): Promise<unknown>
}

/** How long somebody waited at one place, each time that it was tried. */
export interface Floor {
  what: string
  quiet: Wait[]
  behind: Wait[]
  /** How many of the crowd were answered, each time. */
  answered: number[]
}

/** So long the servers may clear up before the next try. */
const restMs = 300
const warmUps = 5

/**
 * How soon one honest connection gets in when it is alone, and when `size` others connected just before. It is measured
 * for a server that only accepts, for one that only upgrades, for an upgrade at the relay and for a join there, in turns,
 * so that whatever else the machine does disturbs all of them alike. What a server needs that does nothing is the floor
 * for ours. The last one is the join.
 */
export const measureFloor = async (tries: number, size: number): Promise<Floor[]> => {
  const arena = await openArena()
  const children = ['accept', 'upgrade'].map((kind) => start('floor-server.mjs', kind))
  const crowd = start('floor-crowd.mjs')
  try {
    const [accepting, upgrading] = await Promise.all(children.map(portOf))
    const room = await stage(arena.cast)
    const { relay, cast } = arena
    const document = segmentName(room, 1)
    const ours = { pid: relay.pid, port: relay.port, request: upgradeTo(`/sync/${document}`) }
    const places: Place[] = [
      {
        what: 'a server that only accepts',
        pid: children[0]!.pid!,
        port: accepting!,
        request: '',
        visit: () => hearByte(accepting!),
      },
      {
        what: 'Node http and ws, upgrade',
        pid: children[1]!.pid!,
        port: upgrading!,
        request: upgradeTo('/'),
        visit: () => upgrade(upgrading!),
      },
      { what: 'the relay, upgrade', ...ours, visit: async () => (await enter(relay, room, cast.moderator)).close() },
      { what: 'the relay, join', ...ours, visit: () => join(relay, room, cast.moderator) },
    ]
    return await tryInTurns(places, crowd, tries, size)
  } finally {
    for (const child of [...children, crowd]) child.kill()
    await arena.relay.stop()
  }
}

const tryInTurns = async (places: Place[], crowd: ChildProcess, tries: number, size: number): Promise<Floor[]> => {
  const floors = places.map(({ what }): Floor => ({ what, quiet: [], behind: [], answered: [] }))
  for (const { visit } of places) for (let n = 0; n < warmUps; n++) await visit()
  for (let n = 0; n < tries; n++)
    for (const [at, place] of places.entries()) {
      const { pid, port, request, visit } = place
      floors[at]!.quiet.push(await timed(pid, visit))
      await told(crowd, { port, size, request })
      floors[at]!.behind.push(await timed(pid, visit))
      floors[at]!.answered.push(Number(await told(crowd, 'leave')))
      await sleep(restMs)
    }
  return floors
}

const start = (file: string, ...args: string[]): ChildProcess =>
  fork(fileURLToPath(new URL(`./${file}`, import.meta.url)), args, { execArgv: [] })

const portOf = async (server: ChildProcess): Promise<number> => {
  const [port] = await within('a server listens', once(server, 'message'))
  return port
}

const told = async (crowd: ChildProcess, order: object | 'leave'): Promise<unknown> => {
  const answered = once(crowd, 'message')
  crowd.send(order)
  const [answer] = await within('the crowd does what it is told', answered)
  return answer
}

const upgradeTo = (path: string): string =>
  `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`

const hearByte = async (port: number): Promise<void> => {
  const socket = connect({ port, host: '127.0.0.1' })
  await within('the server says its byte', once(socket, 'data'))
  socket.destroy()
}

const upgrade = async (port: number): Promise<void> => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`)
  await within('the socket opens', once(socket, 'open'))
  socket.terminate()
}

/** Medians, on the wall and of the server's processor, with ratios to the same alone and to a join alone. */
export const describeFloor = (floors: readonly Floor[], size: number): string => {
  const joinMs = median(floors.at(-1)!.quiet, 'wallMs')
  const lines = floors.map(({ what, quiet, behind }) => {
    const [alone, later] = [median(quiet, 'wallMs'), median(behind, 'wallMs')]
    const of = (waits: Wait[]) =>
      `${median(waits, 'wallMs').toFixed(1)} ms (${median(waits, 'relayMs').toFixed(1)} of work)`
    return `  ${what}: alone ${of(quiet)}, behind ${size} ${of(behind)}: ${times(later / alone)} of itself, ${times(later / joinMs)} of a join alone`
  })
  return [`medians of ${floors[0]!.quiet.length} tries`, ...lines].join('\n')
}

const median = (waits: readonly Wait[], clock: keyof Wait): number =>
  quantile(
    waits.map((wait) => wait[clock]),
    0.5,
  )

const times = (ratio: number): string => `${ratio.toFixed(1)}x`
