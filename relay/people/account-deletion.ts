import type { PendingDeletion } from '../auth/account/deleting.ts'
import type { Accounts } from '../auth/accounts.ts'
import type { Clock } from '../base/surroundings.ts'
import { Serial } from '../pace/serial.ts'
import type { People } from './people.ts'

interface AccountDeletionParts {
  accounts: Accounts
  people: Pick<People, 'delete'>
  clock: Clock
  log(line: string, error?: unknown): void
}

const againAfterMs = 10_000

/**
 * Deletes accounts whose owners asked for it, here and in the rooms. A failed deletion is tried again after a while and
 * at the next start.
 */
export class AccountDeletions {
  readonly #parts: AccountDeletionParts
  readonly #rounds = new Serial()
  #cancel = () => {}
  #isOver = false

  constructor(parts: AccountDeletionParts) {
    this.#parts = parts
  }

  /** Resolves when each of these accounts is deleted or waits for the next round. */
  finishAll(): Promise<void> {
    return this.#rounds.run(() => this.#round())
  }

  async stop(): Promise<void> {
    this.#isOver = true
    this.#cancel()
    await this.#rounds.settled()
  }

  async #round(): Promise<void> {
    const { clock, log } = this.#parts
    this.#cancel()
    const faults = await this.#tryAll().catch((error: unknown) => [error])
    for (const error of faults) log('an account could not be deleted yet', error)
    if (faults.length > 0 && !this.#isOver) this.#cancel = clock.after(againAfterMs, () => this.finishAll())
  }

  /** One failed deletion does not hold up the others. */
  async #tryAll(): Promise<unknown[]> {
    const faults: unknown[] = []
    for (const deletion of await this.#parts.accounts.deletions.all())
      if (!this.#isOver) await this.#finish(deletion).catch((error: unknown) => faults.push(error))
    return faults
  }

  /** Can be repeated if it was interrupted. */
  async #finish({ user, erase }: PendingDeletion): Promise<void> {
    const { accounts, people } = this.#parts
    await accounts.end(user)
    await people.delete(user, { erase })
    await accounts.deletions.forget(user)
  }
}
