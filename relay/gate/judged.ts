import type { Result } from '../../shared/wire/results.ts'
import type { Offer, OfferedRecord } from './offer.ts'

/** The outcome of one offer. Its changes are staged in the draft that it was judged against. */
export interface Judged<From> {
  offer: Offer<From>
  outcome:
    | 'taken'
    /** We already have all of its clocks. */
    | 'known'
    /** This connection may not write it, or not the rest of it. That is ignored and its records are not refused. */
    | 'foreign'
    /** The segment is full, even for empty places. Nothing was kept. */
    | 'full'
    /** It starts after the clocks that we have. Nothing was kept. */
    | 'gap'
    /** The device has no tokens left. We kept the entries before that and will ask for the rest. */
    | 'too-fast'
  results: Result[]
  /** Admitted records in order. Their signatures are not checked yet. */
  admitted: OfferedRecord[]
}
