import { segmentName } from '../../shared/wire/documents.ts'
import { fill, seat } from '../bench/folder.ts'
import { Line } from '../world/line.ts'
import { Person } from '../world/person.ts'
import { Relay } from '../world/relay.ts'

/** What became of many who came at the same time from one network. */
export interface Rush {
  /** Who got in and has what they came for. */
  came: number
  /** How often they tried, all together. */
  attempts: number
  /** With what they were refused, or closed. */
  refusals: string[]
}

/** A relay where so many have accounts, made past the limits that strangers have. */
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

/** All look for one public room at once, join it and read it. */
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

/** The relay starts anew while all are in a room of theirs; then all come back at once, and look who they are. */
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

/** Null: they are in and have all of it. */
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
