/** Limits of a record. App and relay both contain them; a change needs a new wire version. */
export const limits = {
  /** A whole encoded record. */
  recordBytes: 74 * 1024,
  bodyBytes: 72 * 1024,
  /**
   * Text of a post, edit or import, in UTF-8: 16,000 characters of any script, and what a part of a longer text repeats.
   * What a person sees as one character can be several for Unicode, and the two ends may not know the same ones, so the
   * wire counts bytes.
   */
  textBytes: 70_000,
  /** Options of a poll, and their length in UTF-16 units. */
  leastOptions: 2,
  mostOptions: 12,
  optionLength: 200,
  /** Name of the author of an imported or forwarded message, in UTF-16 units. */
  whoLength: 64,
  refBytes: 40,
  nameBytes: 40,
  keyLength: 64,
  valueBytes: 4 * 1024,
  /** How far ahead of the relay's clock a record's time may be. */
  aheadMs: 2 * 60_000,
  /** Of a post that reaches the relay this long after its time, the relay tells readers when it did. */
  lateMs: 2_000,
  /** When a segment holds this many records, the relay moves `head` to a new one. */
  segmentRecords: 1_000,
  /** Most records without `ref` in a segment, late ones included. */
  segmentCap: 4_000,
  /** Most records of any kind in a segment. Edits and reactions are stored with their target. */
  segmentTotal: 16_000,
} as const
