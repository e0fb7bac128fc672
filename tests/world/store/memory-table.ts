import { StoreConflict } from '../../../relay/store/store.ts'

/** The steps that undo what the current change has done so far, oldest first. */
export type Journal = (() => void)[]

/** Rows by key. Every write adds a step that undoes it. */
export class Table<Row> {
  readonly #rows = new Map<string, Row>()
  readonly #journal: Journal

  constructor(journal: Journal) {
    this.#journal = journal
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key)
  }

  values(): Iterable<Row> {
    return this.#rows.values()
  }

  entries(): Iterable<[string, Row]> {
    return this.#rows.entries()
  }

  put(key: string, row: Row): void {
    this.#rememberBefore(key)
    this.#rows.set(key, row)
  }

  insert(key: string, row: Row): void {
    if (this.#rows.has(key)) throw new StoreConflict('a row with this key already exists')
    this.put(key, row)
  }

  delete(key: string): void {
    this.#rememberBefore(key)
    this.#rows.delete(key)
  }

  #rememberBefore(key: string): void {
    const before = this.#rows.get(key)
    this.#journal.push(() => {
      if (before === undefined) this.#rows.delete(key)
      else this.#rows.set(key, before)
    })
  }
}
