import { closeCodes } from '../../shared/wire/results.ts'
import type { Verify } from '../base/surroundings.ts'
import { type Carried, type CarriedAuthor, type JudgedCarried, judgeCarried } from './carried.ts'
import { type Judged, judgeOffer } from './gate.ts'
import type { Offer, OfferedRecord } from './offer.ts'
import type { Sender } from './sender.ts'
import { checksOf, isSigned } from './signatures.ts'
import { type Known, StagedCommit } from './staged-commit.ts'

export interface Admission {
  draft: StagedCommit
  judged: Judged<Sender>[]
  carried: JudgedCarried[]
  /** Vouched for by their run; to be checked one by one when there is time. */
  unchecked: { sender: Sender; records: OfferedRecord[] }[]
}

interface Checking {
  room: Uint8Array
  verify: Verify
  /** Whether the last of a run may vouch for the others until they are checked. */
  mayCheckLater: boolean
}

/**
 * Judges offers, and what is carried after them, against staged state and verifies what was admitted. An offer with a bad
 * signature ends its connection and all is judged again without it, since others may have built on it. So is all without a
 * carried record with one: whoever brings that need not be who forged it, so it is refused and no more.
 */
export const admit = async (
  known: Known,
  offers: readonly Offer<Sender>[],
  brought: readonly Carried[],
  checking: Checking,
): Promise<Admission> => {
  const verified = new Set<OfferedRecord>()
  for (;;) {
    const draft = new StagedCommit(known)
    const judged = offers.filter(({ from }) => !from.listener.condemned).map((offer) => judgeOffer(draft, offer))
    const carried = brought.filter(({ from }) => !from.listener.condemned).map((one) => judgeCarried(draft, one))
    const admission: Admission = { draft, judged, carried, unchecked: [] }
    const [forgers, hasForged] = await Promise.all([
      check(admission, verified, checking),
      checkCarried(carried, verified, checking),
    ])
    if (forgers.length === 0 && !hasForged) return admission
    for (const { listener } of forgers) listener.condemn(closeCodes.malformed, 'signature')
  }
}

const check = async (
  { judged, unchecked }: Admission,
  verified: Set<OfferedRecord>,
  { room, verify, mayCheckLater }: Checking,
): Promise<Sender[]> => {
  const forgers: Sender[] = []
  const checking = bySender(judged).map(async ({ sender, admitted }) => {
    const { now, later } = mayCheckLater ? checksOf(room, admitted) : { now: admitted, later: [] }
    if (later.length > 0) unchecked.push({ sender, records: later })
    const answers = await Promise.all(
      now
        .filter((record) => !verified.has(record))
        .map(async (record) => {
          const right = await isSigned(verify, room, sender.publicKey, record)
          if (right) verified.add(record)
          return right
        }),
    )
    if (answers.includes(false)) forgers.push(sender)
  })
  await Promise.all(checking)
  return forgers
}

/** Marks those that nobody signed; resolves to whether there are any. */
const checkCarried = async (
  carried: readonly JudgedCarried[],
  verified: Set<OfferedRecord>,
  { room, verify }: Checking,
): Promise<boolean> => {
  const unchecked = carried.flatMap(({ admitted }) => admitted).filter((record) => !verified.has(record))
  await Promise.all(
    unchecked.map(async (record) => {
      const { publicKey } = record.author as CarriedAuthor
      if (await isSigned(verify, room, publicKey, record)) verified.add(record)
      else record.isForged = true
    }),
  )
  return unchecked.some(({ isForged }) => isForged)
}

/** What each connection had admitted, in order: a run goes on from one frame to the next. */
const bySender = (judged: readonly Judged<Sender>[]): { sender: Sender; admitted: OfferedRecord[] }[] => {
  const senders = new Map<Sender['listener'], { sender: Sender; admitted: OfferedRecord[] }>()
  for (const { offer, admitted } of judged) {
    const known = senders.get(offer.from.listener)
    if (known) known.admitted.push(...admitted)
    else senders.set(offer.from.listener, { sender: offer.from, admitted: [...admitted] })
  }
  return [...senders.values()]
}
