import { toBase64url } from '../../shared/base64url.ts'
import { type Body, kinds, writeBody } from '../../shared/record/kinds.ts'
import { recordName } from '../../shared/record/name.ts'
import { writeUnsigned } from '../../shared/record/record.ts'
import { chainHash } from '../../shared/record/signed-bytes.ts'
import type { ChainEnd, Link, NotSent } from '../store/journal.ts'

export interface RecordPlan {
  room: string
  /** The room's id, 16 bytes. */
  roomBytes: Uint8Array
  segment: number
  device: Uint8Array
  /** The relay's time, as well as this device knows it. */
  now: number
  /** Time of the newest record in the room. */
  newest: number
  /** The words are written again: this device's last record may have had a wrong date and been refused for it. */
  isAnew: boolean
  ref: string
  body: Body
}

/** Makes the next unsigned record of this device in a room, and the new end of its chain. */
export const linkFor =
  (draft: RecordPlan): Link =>
  (end) => {
    const { room, roomBytes, segment, device, ref, body } = draft
    const time = timeAfter(draft, end)
    const unsigned = writeUnsigned({
      kind: kinds[body.kind],
      device,
      seq: end.seq,
      prev: end.prev,
      epoch: 0,
      time,
      ref,
      body: writeBody(body),
    })
    return {
      entry: { name: recordName(device, end.seq), room, segment, unsigned, record: null, at: draft.now },
      next: { seq: end.seq + 1, prev: chainHash(roomBytes, unsigned), time },
    }
  }

/** Later than every record already there, because time in a room never goes back. */
const timeAfter = ({ now, newest, isAnew }: RecordPlan, end: ChainEnd): number =>
  Math.max(now, newest + 1, isAnew ? 0 : end.time + 1)

/**
 * What is kept of a record that was refused, so that a message can be sent again, and a person is told that their vote
 * was not counted. Null if there is nothing to keep. `ref`: what the record refers to.
 */
export const keptOf = (
  body: Body | null,
  ref: string,
  refused: Pick<NotSent, 'id' | 'room' | 'code' | 'time'>,
): NotSent | null => {
  if (body?.kind === 'vote') return { ...refused, text: '', vote: ref }
  if (!body || !('text' in body)) return null
  if (body.kind !== 'post') return { ...refused, text: body.text }
  const { text, re, reSegment = null, thread, threadSegment = null, poll, forward } = body
  return {
    ...refused,
    text,
    ...(re !== undefined && { re: { name: re, segment: reSegment } }),
    ...(thread !== undefined && { thread: { name: thread, segment: threadSegment } }),
    ...(poll && { poll }),
    ...(forward && { forward }),
  }
}

export const newId = (): string => toBase64url(crypto.getRandomValues(new Uint8Array(16)))
