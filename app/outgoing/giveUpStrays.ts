import type { RefusalCode } from '../../shared/wire/results.ts'
import { oneByOne } from '../base/oneByOne.ts'
import type { Unsent } from '../store/journal.ts'
import type { Delivery } from './delivery.ts'
import type { UnsentBook } from './unsent.ts'

/**
 * Gives up what reached the journal after its room was removed from this device, such as a message that was still being
 * written to disk, or one of another tab. No answer about it would ever come.
 */
export const giveUpStrays = ({
  book,
  delivery,
  why,
  failed,
}: {
  book: Pick<UnsentBook, 'all' | 'changed'>
  delivery: Pick<Delivery, 'giveUp'>
  /** Null: its room is here, or may come back. */
  why(entry: Unsent): RefusalCode | null
  failed(error: unknown): void
}) => {
  const inTurn = oneByOne()
  const giveUpAll = async () => {
    for (const entry of book.all()) {
      const code = why(entry)
      if (code) await delivery.giveUp(entry, code)
    }
  }
  const look = () => {
    if (book.all().some((entry) => why(entry) !== null)) inTurn(giveUpAll).catch(failed)
  }
  const stop = book.changed.subscribe(look)
  look()
  return { look, close: stop }
}
