import type { Body, PostBody } from '../../shared/record/kinds.ts'
import type { FoldEntry } from '../../shared/room/entry.ts'
import { between, happens } from './odds.ts'
import { isHere, type Person, part, peopleIn } from './people.ts'
import { offered, say, sayAbout, seen, speaker, text } from './talk.ts'
import type { World } from './world.ts'

/** Writes a post that points to a message which the tab shows. */
const sayTo = (world: World, make: (name: string, segment: number) => Partial<PostBody>): string | null => {
  const who = speaker(world)
  if (!who) return null
  const messages = seen(who.tab, who.room).filter(({ entry }) => isMessage(entry))
  if (messages.length === 0) return null
  const { segment, entry } = world.chance.pick(messages)
  const { tab, room } = who
  const body = { kind: 'post' as const, text: text(world), ...make(entry.name, segment) }
  tab.write({ room, segment: tab.rooms.head(room), ref: '', body })
  return `${tab.label} answers ${entry.name}`
}

const isMessage = ({ kind }: FoldEntry): boolean => kind === 'post' || kind === 'import'

const somebody = (world: World): string[] => [world.chance.pick([...world.users.keys()])]

/** What refers to other messages or to people. Apart from talk.ts, because the stories of many seeds are older. */
export const answers = {
  reply: (world: World) => sayTo(world, (re, reSegment) => ({ re, reSegment })),
  replyInThread: (world: World) =>
    sayTo(world, (name, segment) => ({ re: name, reSegment: segment, thread: name, threadSegment: segment })),
  mention: (world: World) =>
    say(world, () =>
      world.chance.below(3) > 0
        ? { kind: 'post', text: text(world), mentions: somebody(world) }
        : { kind: 'post', text: text(world), everyone: true },
    ),
  editMentions: (world: World) =>
    sayAbout(world, () => ({ kind: 'edit', text: text(world), mentions: somebody(world) })),
  eraseWithTime: (world: World) => sayAbout(world, ({ time }) => ({ kind: 'erase', time })),

  /** Some write about a message while somebody else erases it. */
  eraseUnderAnswers: (world: World) => {
    const people = peopleIn(world, world.room)
    const here = people.filter(isHere)
    if (here.length === 0) return null
    const by = world.chance.pick(here)
    const targets = offered(world, by, ({ time }) => ({ kind: 'erase', time })).filter(({ entry }) => isMessage(entry))
    if (targets.length === 0) return null
    const { segment, entry } = world.chance.pick(targets)
    const isShownBy = ({ tab, room }: Person) => tab.rooms.segment(room, segment)?.records().has(entry.name)
    const others = people.filter((person) => person.device !== by.device && isShownBy(person))
    const chosen = others.filter(() => happens(world.chance, 0.6))
    if (happens(world.chance, 0.4)) part(world, [...new Set(chosen.map(({ device }) => device))])
    for (const person of chosen) answer(world, person, segment, entry)
    const { tab, room } = by
    const body = { kind: 'erase' as const, time: entry.time }
    world.time.after(between(world.chance, 0, 60), () => tab.write({ room, segment, ref: entry.name, body }))
    return `${tab.label} erases ${entry.name} under ${chosen.length} answers`
  },
}

const answer = (world: World, { tab, room, user }: Person, segment: number, { name, device }: FoldEntry): void => {
  if (tab.rooms.standing(room) === 'guest' || tab.rooms.roster(room).archived !== null) return
  const about = (body: Body) => tab.write({ room, segment, ref: name, body })
  const isAuthor = world.deviceOf(device).user === user
  if (isAuthor && happens(world.chance, 0.7)) about({ kind: 'edit', text: text(world) })
  else if (happens(world.chance, 0.5)) about({ kind: 'react', emoji: '+', on: true })
  else {
    const body = { kind: 'post' as const, text: text(world), re: name, reSegment: segment }
    tab.write({ room, segment: tab.rooms.head(room), ref: '', body })
  }
}
