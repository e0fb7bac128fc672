import { type DraftPlace, placeOfDraft, readDraft } from '../../app/own/draft.ts'
import type { ToSend } from '../../app/own/later.ts'
import { segmentsRead } from '../../app/own/ownRoom.ts'
import { readBody } from '../../shared/record/kinds.ts'
import { readRecord } from '../../shared/record/record.ts'
import { short, type Typist, typists } from './drafts.ts'
import type { Kept } from './ledger.ts'
import type { PromisedMessage } from './promised.ts'
import type { Typing } from './typed.ts'
import type { World } from './world.ts'

/** What is not as it must be of drafts and of messages to be sent later. */
export const ownFaults = (world: World): string[] => [
  ...world.typed.places().flatMap((typings) => draftFaults(world, typings)),
  ...world.promised.all.flatMap((message) => laterFaults(world, message)),
  ...nothingWaits(world),
]

const ofUser = (world: World, user: string): Typist[] => typists(world).filter(({ tab }) => tab.user === user)

const draftFaults = (world: World, typings: readonly Typing[]): string[] => {
  const { user, key } = typings[0]!
  const place = placeOfDraft(key)!
  const shown = ofUser(world, user).map(({ tab, own }) => ({
    tab: tab.label,
    text: own.drafts.of(place)?.text ?? null,
  }))
  const first = shown[0]
  if (!first) return []
  const others = shown.filter(({ text }) => text !== first.text)
  const differ = others.map(
    ({ tab, text }) => `${tab} shows ${short(text)} and ${first.tab} shows ${short(first.text)} in ${key}`,
  )
  const wasTyped = first.text === null || typings.some(({ text }) => text === first.text)
  const strange = wasTyped ? [] : [`${first.tab} shows ${short(first.text)} in ${key}, and nobody typed that`]
  return [...differ, ...strange, ...theLastIsShown(typings, first.text), ...nothingIsLost(world, typings, place)]
}

/** At the end each person types once more and rests, and every device was in step. */
const theLastIsShown = (typings: readonly Typing[], shown: string | null): string[] => {
  const last = typings.at(-1)!
  return !last.isFinal || last.text === shown
    ? []
    : [`${last.tab} typed ${short(last.text)} last in ${last.key}, and ${short(shown)} is shown`]
}

/** What was typed last on a device is shown, or was known to all devices, or is kept there as replaced. */
const nothingIsLost = (world: World, typings: readonly Typing[], place: DraftPlace): string[] =>
  world.devicesOf(typings[0]!.user).flatMap(({ key: { idText }, label, tabs }) => {
    const here = typings.filter(({ device }) => device === idText)
    const last = here.at(-1)
    if (!last || last.text === null || wasTypedElsewhere(here, last)) return []
    const own = tabs[0]?.own
    if (!own) return []
    const isShown = own.drafts.of(place)?.text === last.text
    const isReplaced = own.drafts.replaced(place)?.text === last.text
    return isShown || isReplaced || wasShared(world, last)
      ? []
      : [`${label} lost the draft ${short(last.text)} of ${last.key}`]
  })

/** Of two tabs that are typed in at the same time, one replaces what the other says. */
const aMomentMs = 10_000
const wasTypedElsewhere = (here: readonly Typing[], last: Typing): boolean =>
  here.some(({ tab, at }) => tab !== last.tab && at > last.at - aMomentMs)

const wasShared = (world: World, { user, key, text }: Typing): boolean =>
  settings(world, user, key).some(({ value }) => {
    if (typeof value === 'object' && value !== null && 'cut' in value) return true // its pieces are not read here
    return readDraft(value)?.text === text
  })

/** In the order in which the relay took them. */
const settings = ({ ledger }: World, user: string, start: string): (Kept & { key: string; value: unknown })[] =>
  [...ledger.kept(user).values()].flatMap((kept) => {
    if (!kept.key?.startsWith(start)) return []
    const body = readBody('set', readRecord(kept.bytes).body)
    return body.kind === 'set' ? [{ ...kept, key: kept.key, value: body.value }] : []
  })

const laterFaults = (world: World, message: PromisedMessage): string[] => {
  const { text, user, when, isStored, isCancelled } = message
  const times = timesSent(world, message)
  const records = recordsOf(world, user, text)
  const isLeft = records !== null && mayBeLeft(world, user, records)
  const listed = ofUser(world, user).flatMap(({ own }) => own.later.all().filter((later) => later.text === text))
  const isListed = listed.length > 0
  if (times > 1) return [`${text} was sent ${times} times`]
  if (times === 1 && records && wasCancelledFirst(world, user, records))
    return [`${text} was cancelled first, and sent`]
  if (isListed && isAhead(world, when) && listed.every(({ state }) => state === 'waiting') && times === 0) return []
  if (isListed && !isLeft) return [`${text} is listed still, and was sent ${times} times`]
  const isGone = !records && (!isStored || world.ledger.hasEnded(message.device))
  return times === 1 || isGone || isCancelled || isLeft ? [] : [`${text} was never sent`]
}

/** How often it was written, whether or not the relay took it. What was refused is kept as not sent, and counts. */
const timesSent = ({ everyDevice }: World, { text }: PromisedMessage): number =>
  everyDevice.reduce(
    (sum, { storage }) =>
      sum +
      [...storage.written.values()].filter(
        ({ body, fate }) => body.kind === 'post' && body.text === text && fate !== 'written anew',
      ).length,
    0,
  )

interface Records {
  key: string
  /** Name of the turn. */
  turn: string
}

const recordsOf = (world: World, user: string, text: string): Records | null => {
  for (const { key, value } of settings(world, user, 'later/')) {
    const { text: says, turn } = (value ?? {}) as { text?: string; turn?: { name: string } }
    if (says === text && turn) return { key, turn: turn.name }
  }
  return null
}

/** What reaches the relay first counts (P67). */
const wasCancelledFirst = ({ ledger }: World, user: string, { key, turn }: Records): boolean => {
  const all = [...ledger.kept(user).values()]
  const isNull = (kept: Kept) => {
    const body = kept.key === key ? readBody('set', readRecord(kept.bytes).body) : null
    return body?.kind === 'set' && body.value === null
  }
  const [cancelled, taken] = [all.findIndex(isNull), all.findIndex(({ kind, ref }) => kind === 'erase' && ref === turn)]
  return cancelled >= 0 && (taken < 0 || cancelled < taken)
}

/**
 * Whether the person has to decide: the device that has the turn has ended, or the turn is in a segment of which too many
 * newer ones are there.
 */
const mayBeLeft = (world: World, user: string, { turn }: Records): boolean => {
  const kept = world.ledger.kept(user)
  const taken = [...kept.values()].find(({ kind, ref }) => kind === 'erase' && ref === turn)
  const isOld = (kept.get(turn)?.segment ?? 0) <= world.ledger.head(user) - segmentsRead
  return taken ? world.ledger.hasEnded(deviceOf(taken.name)) : isOld
}

const deviceOf = (name: string): string => name.slice(0, name.lastIndexOf('.'))

/** Whoever chose a time before they knew the relay's chose it by a clock that may be hours ahead. */
const isAhead = (world: World, when: ToSend['when']): boolean => 'at' in when && when.at > world.time.now()

/** Everybody is back, every time has come that can, and every device was in step. */
const nothingWaits = (world: World): string[] =>
  typists(world).flatMap(({ tab, own }) =>
    own.later
      .all()
      .filter(({ state, when }) => (state === 'waiting' && !isAhead(world, when)) || state === 'sending')
      .map(({ text, state }) => `${tab.label} holds ${text} as ${state}`),
  )
