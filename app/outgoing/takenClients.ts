import type { Table } from '../base/table.ts'

/**
 * Yjs client ids under which this device wrote and that belong to another device. What stands in their places on the relay
 * is not what this device wrote there, even if the relay's clocks cover it. They are kept until the document has started
 * over without them, because a tab may die before that.
 */
export class TakenClients {
  /** Resolves when those are known that a tab left behind. */
  readonly opened: Promise<void>
  readonly #table: Table<readonly number[]>
  /** By document. */
  readonly #known = new Map<string, readonly number[]>()
  readonly #left = new Map<string, readonly number[]>()

  constructor(table: Table<readonly number[]>) {
    this.#table = table
    this.opened = this.#read().catch((error) => console.error('cannot read which client ids are taken:', error))
  }

  of(document: string): readonly number[] {
    return this.#known.get(document) ?? []
  }

  /** Those that a tab left behind. Only the first call for a document returns any. */
  takeLeft(document: string): readonly number[] {
    const left = this.#left.get(document) ?? []
    this.#left.delete(document)
    return left
  }

  note(document: string, client: number): Promise<void> {
    return this.#keep(document, [...new Set([...this.of(document), client])])
  }

  forget(document: string, clients: readonly number[]): Promise<void> {
    const others = this.of(document).filter((client) => !clients.includes(client))
    return this.#keep(document, others)
  }

  /** If the disk fails, only this tab knows them. */
  async #keep(document: string, clients: readonly number[]): Promise<void> {
    if (clients.length === 0) this.#known.delete(document)
    else this.#known.set(document, clients)
    const kept = clients.length === 0 ? this.#table.delete(document) : this.#table.put(document, clients)
    await kept.catch((error) => console.error('cannot store which client ids are taken:', error))
  }

  async #read(): Promise<void> {
    for (const [document, clients] of await this.#table.entries()) {
      this.#left.set(document, clients)
      this.#known.set(document, [...new Set([...this.of(document), ...clients])])
    }
  }
}
