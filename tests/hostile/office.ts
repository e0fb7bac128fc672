import { segmentName } from '../../shared/wire/documents.ts'
import { fill, seat } from '../bench/folder.ts'
import { Line } from '../world/line.ts'
import { Person } from '../world/person.ts'
import { Relay } from '../world/relay.ts'

/** The outcome when many people came at the same time from one network. */
export interface Rush {
  /** How many got in and received all they came for. */
  came: number
  /** Number of attempts by all of them together. */
  attempts: number
  /** The answers and close codes with which they were refused. */
  refusals: string[]
}

/** A relay with this many accounts. They are created without the sign-up limits for strangers. */
export const openOffice = async (count: number): Promise<{ relay: Relay; people: Person[] }> => {
  const relay = new Relay({})
  const seats = await fill(relay.data, async (seeding) => {
    const seats = []
    for (let n = 0; n < count; n++) seats.push(await seat(seeding, `clerk${n}`))
    return seats
  })
  await relay.start()
  const people = seats.map(({ user, username, token, device }) =>
    Object.assign(new Person(relay, username, device), { id: user, token }),
  )
  return { relay, people }
}

/** All look for the same public room at the same time, join it and read it. */
export const joinAtOnce = async ({ people: [host, ...guests] }: { people: Person[] }): Promise<Rush> => {
  const room = await host!.makeRoom()
  return rush(guests, async (person) => {
    const name = encodeURIComponent(`room ${room}`)
    const { status: found } = await person.call('GET', `/api/rooms/by-name/${name}`)
    if (found === 429) return '429 for looking for it'
    const { status } = await person.tryAct({ do: 'join', room })
    return status === 200 ? enter(person, room) : `${status} for joining`
  })
}

/** Restarts the relay while all are in this room. Then all reconnect at the same time and ask who they are. */
export const comeBackAtOnce = async (relay: Relay, people: Person[], room: string): Promise<Rush> => {
  const lines = await Promise.all(people.map(({ token }) => open(relay, room, token)))
  await relay.kill('SIGTERM')
  await Promise.all(lines.map(({ closed }) => closed))
  await relay.start()
  return rush(people, async (person) => {
    const said = await enter(person, room)
    if (said !== null) return said
    const { status } = await person.call('GET', '/api/rooms')
    return status === 429 ? '429 for the list of rooms' : null
  })
}

const open = (relay: Relay, room: string, token: string) => Line.open(relay, { document: segmentName(room, 1), token })

/** Returns null if they got in and received all of it, else how they were refused. */
const enter = async ({ relay, token }: Person, room: string): Promise<string | null> => {
  const line = await open(relay, room, token)
  const closed = line.closed.then((code) => `closed with ${code}`)
  const refused = await Promise.race([line.sync().then(() => null), closed])
  await line.close()
  return refused
}

const mostAttempts = 3

const rush = async (people: Person[], attempt: (person: Person) => Promise<string | null>): Promise<Rush> => {
  const outcome: Rush = { came: 0, attempts: 0, refusals: [] }
  const come = async (person: Person) => {
    for (let tries = 0; tries < mostAttempts; tries++) {
      outcome.attempts++
      const refusal = await attempt(person).catch((error) => String(error))
      if (refusal === null) {
        outcome.came++
        return
      }
      outcome.refusals.push(refusal)
    }
  }
  await Promise.all(people.map(come))
  return outcome
}

export const describeRush = ({ came, attempts, refusals }: Rush): string =>
  `${came} came in ${attempts} attempts, ${refusals.length} refusals ${[...new Set(refusals)].slice(0, 3).join(', ')}`
