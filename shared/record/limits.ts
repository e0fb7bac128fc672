/** What a record may be at most. Both ends build these in; a change is a new wire version. */
export const limits = {
  /** A whole encoded record. */
  recordBytes: 32 * 1024,
  bodyBytes: 24 * 1024,
  /** Text of a post, edit or import, in UTF-16 units. */
  textLength: 8_000,
  refBytes: 40,
  nameBytes: 40,
  keyLength: 64,
  valueBytes: 4 * 1024,
  /** How far ahead of the relay's clock a record's time may be. */
  aheadMs: 2 * 60_000,
  /** A message that reaches the relay this long after its time is marked as sent late. */
  lateMs: 10 * 60_000,
  /** The relay moves `head` on when a segment holds this many records. */
  segmentRecords: 1_000,
  /** Records with no `ref` that a segment takes at all, late ones included. */
  segmentCap: 4_000,
  /** Records of any kind that a segment takes at all: edits and reactions follow their target. */
  segmentTotal: 16_000,
} as const
