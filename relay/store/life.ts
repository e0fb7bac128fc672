/** Ids of this size stay within the 53 bits that Yjs readers take until the year 2106. */
const idsPerSecond = 2 ** 20

/** An id is believed if its time is at most this far ahead of our clock. */
const aheadSeconds = 60

/** A document is begun anew once in this time at most, because anybody can claim to hold what we do not know. */
const anewMs = 60_000

/**
 * The Yjs client id under which a run of the relay writes rosters and homes. A data folder that was restored from a
 * backup, copied or wiped counts its clocks from an earlier point, so no two runs may share an id. A later run has a
 * higher id: Yjs then lets it win if a reader still holds what another run wrote.
 */
export class Life {
  readonly #chance: () => number
  #second: number
  #client: number
  /**
   * When documents were begun anew, oldest first. It is kept here because open documents are closed and opened again as
   * people come and go.
   */
  readonly #anewAt = new Map<string, number>()

  /** `now`: milliseconds since 1970. `chance`: 0 to 1, gives different ids to two runs that start within one second. */
  constructor(now: number, chance: () => number) {
    this.#chance = chance
    this.#second = Math.floor(now / 1000)
    this.#client = this.#draw()
  }

  get client(): number {
    return this.#client
  }

  /** Makes sure that our id is later than this one, which a document has. It is not if the clock was set back. */
  passes(client: number): void {
    if (client < this.#client) return
    this.#second = secondOf(client) + 1
    this.#client = this.#draw()
  }

  /** Whether an id that only a reader knows may belong to another run. Anybody can make one up. */
  isPlausible(client: number, now: number): boolean {
    return secondOf(client) <= now / 1000 + aheadSeconds
  }

  /** Whether a document may be begun anew because of what a reader claims. If so, it counts as done. */
  mayBeginAnew(name: string, now: number): boolean {
    for (const [old, at] of this.#anewAt) {
      if (now < at + anewMs) break
      this.#anewAt.delete(old)
    }
    if (this.#anewAt.has(name)) return false
    this.#anewAt.set(name, now)
    return true
  }

  #draw(): number {
    return this.#second * idsPerSecond + Math.floor(this.#chance() * idsPerSecond)
  }
}

const secondOf = (client: number): number => Math.floor(client / idsPerSecond)
