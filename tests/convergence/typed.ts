/** What somebody typed in one place of one tab. Null: they sent or emptied it. */
export interface Typing {
  user: string
  /** Key of the place, as in app/own/draft.ts. */
  key: string
  text: string | null
  /** Id of the device. */
  device: string
  tab: string
  at: number
  /** Typed at the end, when all are in step. */
  isFinal: boolean
}

/** A second account of what people typed, in the order in which they typed it. */
export class Typed {
  /** By user and place. */
  readonly #places = new Map<string, Typing[]>()
  /** By tab and place: what is typed there now. */
  readonly #now = new Map<string, Typing>()

  note(typing: Typing): void {
    const place = `${typing.user} ${typing.key}`
    this.#places.set(place, [...(this.#places.get(place) ?? []), typing])
    this.#now.set(`${typing.tab} ${typing.key}`, typing)
  }

  /** Somebody leaves the field. */
  leaves(tab: string, key: string): void {
    this.#now.delete(`${tab} ${key}`)
  }

  isTheLast(typing: Typing): boolean {
    return this.#now.get(`${typing.tab} ${typing.key}`) === typing
  }

  /** Of each place of each user. */
  places(): readonly (readonly Typing[])[] {
    return [...this.#places.values()]
  }
}
