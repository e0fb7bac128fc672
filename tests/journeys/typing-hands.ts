import { Person } from '../world/person.ts'
import type { Relay } from '../world/relay.ts'
import { Stock } from '../world/stock.ts'

/** Members of a room who only type, without a browser. */
export class TypingHands {
  readonly #relay: Relay
  readonly #room: string
  readonly #hands: Stock[] = []

  constructor(relay: Relay, room: string) {
    this.#relay = relay
    this.#room = room
  }

  /** Creates a member. Returns the user's id. */
  async add(name: string): Promise<string> {
    const person = await new Person(this.#relay, name).signUp()
    await person.act({ do: 'join', room: this.#room })
    const hand = new Stock(this.#relay, `room/${this.#room}`, person.token)
    await hand.synced()
    this.#hands.push(hand)
    return person.id
  }

  /** All keep typing until `seen` succeeds. */
  async typeUntil(seen: () => Promise<void>): Promise<void> {
    for (let tries = 10; ; tries--) {
      for (const { provider } of this.#hands) provider.awareness.setLocalState({ status: 'online', typing: true })
      const missed = await seen().then(
        () => null,
        (why: unknown) => why,
      )
      if (missed === null) return
      if (tries === 0) throw missed
    }
  }

  /** They disconnect while typing. */
  end(): void {
    for (const hand of this.#hands) hand.end()
  }
}
