import { type Draft, type DraftPlace, draftKey } from '../../app/own/draft.ts'
import { restMs } from '../../app/own/drafts.ts'
import { between, happens } from './odds.ts'
import type { Tab } from './tab.ts'
import type { TabOwn } from './tab-own.ts'
import { seen, text } from './talk.ts'
import type { Typing } from './typed.ts'
import type { World } from './world.ts'

/** An open tab with the drafts of its person. */
export interface Typist {
  tab: Tab
  own: TabOwn
}

export const typists = (world: World): Typist[] => world.tabs.flatMap((tab) => (tab.own ? [{ tab, own: tab.own }] : []))

/** Mostly somebody who has several tabs open, on one device or two. */
export const typist = (world: World): Typist | null => {
  const all = typists(world)
  const several = all.filter(({ tab }) => all.filter((other) => other.tab.user === tab.user).length > 1)
  const some = several.length > 0 && happens(world.chance, 0.8) ? several : all
  return some.length === 0 ? null : world.chance.pick(some)
}

/** Mostly in the main room, so that devices meet. */
const somePlace = (world: World, { tab }: Typist): DraftPlace => {
  const { chance } = world
  const room = happens(chance, 0.8) ? world.room : chance.pick([world.room, ...tab.rooms.rooms()])
  const message = happens(chance, 0.2) ? seen(tab, room)[0]?.entry : undefined
  return message ? { room, thread: message.name } : { room }
}

/** Some are so long that their records are cut. */
const someDraft = (world: World): Draft => ({
  text: `draft ${text(world)}${happens(world.chance, 0.1) ? ' long'.repeat(600) : ''}`,
})

export const type = (world: World, { tab, own }: Typist, place: DraftPlace, draft: Draft | null): void => {
  const key = draftKey(place)
  const typing = {
    user: tab.user,
    key,
    text: draft?.text ?? null,
    device: tab.deviceId,
    tab: tab.label,
    at: world.time.now(),
    isFinal: world.isHealed,
  }
  world.typed.note(typing)
  own.drafts.keep(place, draft)
  staysShown(world, { tab, own }, place, typing)
  if (draft) world.time.after(restMs - 1, () => staysShown(world, { tab, own }, place, typing))
}

/** Nothing takes away what somebody is typing. */
const staysShown = (world: World, { tab, own }: Typist, place: DraftPlace, typing: Typing): void => {
  if (!tab.isAlive || !world.typed.isTheLast(typing)) return
  const shown = own.drafts.of(place)?.text ?? null
  if (shown !== typing.text)
    world.complain(`${tab.label} shows ${short(shown)} to somebody who typed ${short(typing.text)}`)
}

export const short = (text: string | null): string => text?.slice(0, 24) ?? 'nothing'

/** Types more a little later. */
const goOn = (world: World, typist: Typist, place: DraftPlace, left: number): void => {
  if (left === 0) return
  world.time.after(between(world.chance, 50, 1_900), () => {
    if (!typist.tab.isAlive || world.isHealed) return
    type(world, typist, place, someDraft(world))
    goOn(world, typist, place, left - 1)
  })
}

const withDraft = (world: World, then: (typist: Typist, place: DraftPlace, draft: Draft) => string | null) => {
  const who = typist(world)
  const drafts = who?.own.drafts.all() ?? []
  if (!who || drafts.length === 0) return null
  const { room, thread, draft } = world.chance.pick(drafts)
  return then(who, { room, ...(thread !== undefined && { thread }) }, draft)
}

export const drafts = {
  typeDraft: (world: World) => {
    const who = typist(world)
    if (!who) return null
    const place = somePlace(world, who)
    type(world, who, place, someDraft(world))
    goOn(world, who, place, world.chance.below(3))
    return `${who.tab.label} types in ${draftKey(place)}`
  },

  leaveDraft: (world: World) =>
    withDraft(world, ({ tab, own }, place) => {
      world.typed.leaves(tab.label, draftKey(place))
      own.drafts.writeDown(place)
      return `${tab.label} leaves ${draftKey(place)}`
    }),

  emptyDraft: (world: World) =>
    withDraft(world, (who, place) => {
      type(world, who, place, null)
      return `${who.tab.label} empties ${draftKey(place)}`
    }),

  sendDraft: (world: World) =>
    withDraft(world, (who, place, draft) => {
      const { tab } = who
      const { room, thread } = place
      const isOpen = tab.rooms.holds(room) && tab.rooms.standing(room) !== 'guest'
      if (!isOpen || tab.rooms.roster(room).archived !== null) return null
      const body = { kind: 'post' as const, text: draft.text, ...(thread !== undefined && { thread }) }
      tab.write({ room, segment: tab.rooms.head(room), ref: '', body })
      type(world, who, place, null)
      return `${tab.label} sends ${draftKey(place)}`
    }),

  useReplaced: (world: World) =>
    withReplaced(world, (who, place, draft) => {
      type(world, who, place, draft)
      who.own.drafts.forgetReplaced(place)
      return `${who.tab.label} takes up what was replaced in ${draftKey(place)}`
    }),
}

const withReplaced = (
  world: World,
  then: (typist: Typist, place: DraftPlace, draft: Draft) => string,
): string | null => {
  const who = typist(world)
  if (!who) return null
  const place = somePlace(world, who)
  const draft = who.own.drafts.replaced(place)
  return draft && then(who, place, draft)
}
