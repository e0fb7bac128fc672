import { Listeners } from '../../app/base/listeners.ts'
import type { DraftRow, DraftRows } from '../../app/own/draftRows.ts'
import type { Clock } from '../../relay/base/surroundings.ts'
import type { Chance } from '../world/chance.ts'
import { between } from './odds.ts'

interface OpenRows {
  changed: DraftRows['changed']
  isAlive(): boolean
}

/**
 * The drafts that a browser profile keeps in localStorage. What a tab puts there is there at once, also if the tab dies
 * in the same moment. The other tabs hear of it a little later, in order.
 */
export class DraftStorage {
  readonly #clock: Clock
  readonly #chance: Chance
  readonly #rows = new Map<string, string>()
  #tabs: OpenRows[] = []
  #lastAt = 0

  constructor(clock: Clock, chance: Chance) {
    this.#clock = clock
    this.#chance = chance
  }

  row(key: string): DraftRow | null {
    const json = this.#rows.get(key)
    return json === undefined ? null : JSON.parse(json)
  }

  of(isAlive: () => boolean): DraftRows {
    const tab: OpenRows = { changed: new Listeners(), isAlive }
    this.#tabs = [...this.#tabs.filter((other) => other.isAlive()), tab]
    return {
      changed: tab.changed,
      all: () => [...this.#rows.keys()].map((key) => [key, this.row(key)!]),
      put: (key, row) => {
        this.#rows.set(key, JSON.stringify(row))
        this.#tell(tab, key)
      },
      delete: (key) => {
        if (this.#rows.delete(key)) this.#tell(tab, key)
      },
      close: () => {},
    }
  }

  #tell(from: OpenRows, key: string): void {
    const row = this.row(key)
    this.#lastAt = Math.max(this.#lastAt, this.#clock.now() + between(this.#chance, 0, 10))
    for (const tab of this.#tabs.filter((tab) => tab !== from))
      this.#clock.after(this.#lastAt - this.#clock.now(), () => tab.isAlive() && tab.changed.emit({ key, row }))
  }
}
