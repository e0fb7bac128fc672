/** 2106 is the last year in which ids of that size stay within what Yjs readers take (53 bits). */
const idsPerSecond = 2 ** 20

/** Ids of devices' lives that end up to this much ahead of our clock are believed. */
const aheadSeconds = 60

/** Anybody can say that they hold what we do not know. */
const anewMs = 60_000

/**
 * The Yjs client id under which a run of the relay writes rosters and homes. A data folder that was put back from a backup,
 * copied, or wiped counts its clocks from where it was, so no two runs ever share an id. A later run has the higher one:
 * Yjs then lets it win where a reader still holds what another run wrote.
 */
export class Life {
  readonly #chance: () => number
  #second: number
  #client: number
  /** When documents were begun anew, oldest first: they are closed and opened as often as somebody comes. */
  readonly #anewAt = new Map<string, number>()

  /** `now`: milliseconds since 1970. `chance`: 0 to 1, it keeps two that start within one second apart. */
  constructor(now: number, chance: () => number) {
    this.#chance = chance
    this.#second = Math.floor(now / 1000)
    this.#client = this.#draw()
  }

  get client(): number {
    return this.#client
  }

  /** A document bears a later id than ours: the clock was put back since. */
  passes(client: number): void {
    if (client < this.#client) return
    this.#second = secondOf(client) + 1
    this.#client = this.#draw()
  }

  /** Whether an id that only a reader knows may be that of another run; anybody can make one up. */
  isPlausible(client: number, now: number): boolean {
    return secondOf(client) <= now / 1000 + aheadSeconds
  }

  /** Whether a document may be begun anew at a reader's word, which counts as done. */
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
