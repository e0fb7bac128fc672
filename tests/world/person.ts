import { randomBytes } from 'node:crypto'
import { toBase64url } from '../../shared/base64url.ts'
import type { Act } from '../../shared/room/acts.ts'
import { Device } from './device.ts'
import type { Relay } from './relay.ts'

export const newId = (): string => toBase64url(randomBytes(16))

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects out of foreign JSON
  body: any
}

/** Somebody with an account, a sign-in session and a registered device. */
export class Person {
  readonly relay: Relay
  readonly username: string
  readonly password: string
  readonly device: Device
  id = ''
  token = ''

  constructor(relay: Relay, username: string, device = new Device()) {
    this.relay = relay
    this.username = username
    this.password = 'nine teal kettles, one moon'
    this.device = device
  }

  async signUp(): Promise<this> {
    const email = `${this.username}@example.org`
    return this.#enter(
      await this.call('POST', '/api/sign-up', { username: this.username, email, password: this.password }),
    )
  }

  /** The same person with another sign-in session and another device. */
  async elsewhere(): Promise<Person> {
    const other = new Person(this.relay, this.username)
    return other.#enter(await other.call('POST', '/api/sign-in', { login: this.username, password: this.password }))
  }

  async #enter(answer: Answer): Promise<this> {
    this.id = answer.body.user?.id ?? answer.body.user
    this.token = answer.headers.get('set-auth-token')!
    await this.register(this.device)
    return this
  }

  async register(device: Device): Promise<Answer> {
    const publicKey = toBase64url(device.publicKey)
    return expectOk(await this.call('POST', '/api/devices', { publicKey, proof: toBase64url(device.proof(this.id)) }))
  }

  async act(act: Act): Promise<Answer> {
    for (;;) {
      const answer = await this.tryAct(act)
      if (answer.status !== 429) return expectOk(answer)
      await new Promise((done) => setTimeout(done, answer.body.afterMs))
    }
  }

  tryAct(act: Act): Promise<Answer> {
    return this.call('POST', '/api/acts', { id: newId(), act })
  }

  async makeRoom(visibility: 'public' | 'private' = 'public'): Promise<string> {
    const room = newId()
    await this.act({ do: 'make', room, name: `room ${room}`, topic: '', visibility })
    return room
  }

  async call(method: string, path: string, body?: unknown): Promise<Answer> {
    const headers: { [name: string]: string } = {}
    if (body !== undefined) headers['content-type'] = 'application/json'
    if (this.token) headers.authorization = `Bearer ${this.token}`
    const response = await fetch(this.relay.url + path, { method, headers, body: JSON.stringify(body) })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? null : readJson(text) }
  }
}

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text // not JSON: an error page from the HTTP server under ours
  }
}

const expectOk = (answer: Answer): Answer => {
  if (answer.status >= 300) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`)
  return answer
}
