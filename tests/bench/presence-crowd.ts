import { WebSocket } from 'ws'
import { rosterName } from '../../shared/wire/documents.ts'
import { parseMessage, writeMessage } from '../../shared/wire/messages.ts'
import { parseFrame, writeFrame } from '../../shared/wire/mux.ts'
import { type PresenceState, parsePresence, writePresence } from '../../shared/wire/presence.ts'

// Runs in its own process (started by presence.ts): a crowd in one room. Each member costs as little as possible, but
// sends as much as a stock client.

export interface Crowd {
  url: string
  room: string
  tokens: readonly string[]
}
export interface Heard {
  /** In all sockets, since the last read. */
  frames: number
  bytes: number
  sent: number
  /** How many others are visible to the member who sees the fewest. */
  fewest: number
}
export type Order = { crowd: Crowd } | { change: number } | { echo: boolean } | { read: true }

/** As in y-protocols: checked every 3 s and renewed after 15 s. Somebody not heard of for 30 s counts as gone. */
const lookMs = 3_000
const renewMs = 15_000
const outdatedMs = 30_000
const channel = 1

const totals = { frames: 0, bytes: 0, sent: 0 }

class Member {
  readonly #socket: WebSocket
  readonly #client: number
  readonly #seen = new Map<number, { clock: number; at: number }>()
  #clock = 0
  #saidAt = 0
  #state: PresenceState = { status: 'online', typing: false, here: true }

  static async open({ url, room }: Crowd, token: string, client: number): Promise<Member> {
    const headers = { authorization: `Bearer ${token}` }
    const socket = new WebSocket(`${url.replace('http', 'ws')}/sync`, { headers, perMessageDeflate: false })
    await new Promise((resolve, reject) => {
      socket.once('message', resolve)
      socket.once('error', reject)
    })
    const member = new Member(socket, client)
    socket.send(writeFrame({ control: 'open', channel, document: rosterName(room) }))
    member.#send(writeMessage({ type: 'sync-step-1', stateVector: Uint8Array.of(0) }))
    member.say({})
    return member
  }

  private constructor(socket: WebSocket, client: number) {
    this.#socket = socket
    this.#client = client
    socket.on('message', (data) => this.#hear(new Uint8Array(data as Buffer)))
    socket.once('close', (code) => {
      throw new Error(`the relay closed a socket of the crowd: ${code}`)
    })
    setInterval(() => Date.now() - this.#saidAt >= renewMs && this.say({}), lookMs)
  }

  get sees(): number {
    const now = Date.now()
    return [...this.#seen.values()].filter(({ at }) => now - at < outdatedMs).length
  }

  say(change: PresenceState): void {
    this.#state = { ...this.#state, ...change }
    this.#saidAt = Date.now()
    const update = writePresence([{ client: this.#client, clock: ++this.#clock, state: this.#state }])
    this.#send(writeMessage({ type: 'awareness', update }))
  }

  #hear(bytes: Uint8Array): void {
    totals.frames++
    totals.bytes += bytes.length
    const frame = parseFrame(bytes)
    if (!('message' in frame)) return
    const message = parseMessage(frame.message)
    if (message.type === 'awareness') this.#note(message.update)
  }

  /** y-websocket sends back every change it receives, whoever made it. The app does not. */
  #note(update: Uint8Array): void {
    const at = Date.now()
    const news = parsePresence(update).filter(({ client, clock }) => clock > (this.#seen.get(client)?.clock ?? 0))
    for (const { client, clock } of news) this.#seen.set(client, { clock, at })
    const others = news.filter(({ client }) => client !== this.#client)
    if (echoes && others.length > 0) this.#send(writeMessage({ type: 'awareness', update: writePresence(others) }))
  }

  #send(message: Uint8Array): void {
    totals.sent++
    this.#socket.send(writeFrame({ channel, message }))
  }
}

const members: Member[] = []
let echoes = false

const obey = async (order: Order): Promise<Heard | null> => {
  if ('crowd' in order) {
    const { crowd } = order
    // One after another, since people do not all arrive in the same millisecond and their timers should not be in step.
    for (const [i, token] of crowd.tokens.entries()) members.push(await Member.open(crowd, token, 1_000 + i))
    return null
  }
  if ('change' in order) return changeFor(order.change)
  if ('echo' in order) {
    echoes = order.echo
    return null
  }
  return read()
}

/** Each talker changes its state once a second. The talkers are spread over the second. */
const changeFor = (talkers: number): null => {
  for (const [i, member] of members.slice(0, talkers).entries()) {
    let typing = false
    const turn = () => {
      typing = !typing
      member.say({ typing })
    }
    setTimeout(() => setInterval(turn, 1_000), (i * 1_000) / talkers)
  }
  return null
}

const read = (): Heard => {
  const heard = { ...totals, fewest: Math.min(...members.map(({ sees }) => sees)) }
  Object.assign(totals, { frames: 0, bytes: 0, sent: 0 })
  return heard
}

process.on('message', async (order: Order) => process.send!(await obey(order)))
process.on('disconnect', () => process.exit())
