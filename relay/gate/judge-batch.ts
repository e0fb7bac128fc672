import { can } from '../../shared/room/roles.ts'
import type { Verify } from '../base/surroundings.ts'
import { type Carried, type JudgedCarried, judgeCarried } from './carried.ts'
import { judgeOffer } from './gate.ts'
import type { Judged } from './judged.ts'
import type { Offer, OfferedRecord } from './offer.ts'
import type { Sender } from './sender.ts'
import { checksOf, isSigned } from './signatures.ts'
import { type Known, StagedCommit } from './staged-commit.ts'

export interface Admission {
  draft: StagedCommit
  judged: Judged<Sender>[]
  carried: JudgedCarried[]
  /** Admitted because a later record of their run was verified. Their own signatures are checked when there is time. */
  unchecked: { sender: Sender; records: OfferedRecord[] }[]
  /** The connections that sent a record of their own with a bad signature. Nothing of theirs was judged. */
  forgers: ReadonlySet<Sender['listener']>
}

interface Checking {
  room: Uint8Array
  verify: Verify
  /** True: of each run only the last record is verified now, and the others are checked later. */
  mayCheckLater: boolean
}

/**
 * Judges offers and carried records against the staged state, and verifies the signatures of those that were admitted.
 * If an offer has a bad signature, everything is judged again without its connection, because other records may build
 * on it. The caller closes that connection. A carried record with a bad signature is only refused: the carrier may not
 * be the forger.
 */
export const admit = async (
  known: Known,
  offers: readonly Offer<Sender>[],
  brought: readonly Carried[],
  checking: Checking,
): Promise<Admission> => {
  const verified = new Set<OfferedRecord>()
  const forgers = new Set<Sender['listener']>()
  const isHonest = ({ from }: { from: Sender }) => !forgers.has(from.listener)
  await checkCarried(known, brought, checking)
  for (;;) {
    const draft = new StagedCommit(known)
    const judged = offers.filter(isHonest).map((offer) => judgeOffer(draft, offer))
    const carried = brought.filter(isHonest).map((one) => judgeCarried(draft, one))
    const admission: Admission = { draft, judged, carried, unchecked: [], forgers }
    const found = await check(admission, verified, checking)
    if (found.length === 0) return admission
    for (const { listener } of found) forgers.add(listener)
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

/** Marks the records that have a bad signature. Only members get this work out of us, within their budget. */
const checkCarried = async (known: Known, brought: readonly Carried[], { room, verify }: Checking): Promise<void> => {
  const byMembers = brought.filter(({ from }) => can(known.standing(from.user), 'post'))
  await Promise.all(
    byMembers
      .flatMap(({ entries }) => entries)
      .map(async (entry) => {
        const { author } = entry
        if (author === null || typeof author === 'string') return
        entry.isForged = !(await isSigned(verify, room, author.publicKey, entry))
      }),
  )
}

/**
 * The admitted records of each connection, in order. Offers are joined, because a run can continue in the next frame.
 */
const bySender = (judged: readonly Judged<Sender>[]): { sender: Sender; admitted: OfferedRecord[] }[] => {
  const senders = new Map<Sender['listener'], { sender: Sender; admitted: OfferedRecord[] }>()
  for (const { offer, admitted } of judged) {
    const known = senders.get(offer.from.listener)
    if (known) known.admitted.push(...admitted)
    else senders.set(offer.from.listener, { sender: offer.from, admitted: [...admitted] })
  }
  return [...senders.values()]
}
