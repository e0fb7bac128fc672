import type { Body } from '../../shared/record/kinds.ts'
import { between, happens } from './odds.ts'
import { isHere, type Person, part, peopleIn } from './people.ts'
import { offered, say, sayAbout, text } from './talk.ts'
import type { World } from './world.ts'

const options = ['yes', 'no', 'perhaps']

/** Some have a time at which they close, which may be over before a vote is sent. */
const pollBody = (world: World, now: number): Body => {
  const closes = happens(world.chance, 0.3) ? now + between(world.chance, 1_000, 60_000) : null
  return { kind: 'post', text: text(world), poll: { options, many: happens(world.chance, 0.5), named: true, closes } }
}

const voteBody = (world: World): Body => {
  const choice = world.chance.below(options.length + 1)
  return { kind: 'vote', choices: choice === options.length ? [] : [choice] }
}

const ask = (world: World, { tab, room }: Person): string | null => {
  if (tab.rooms.standing(room) === 'guest' || tab.rooms.roster(room).archived !== null) return null
  tab.write({ room, segment: tab.rooms.head(room), ref: '', body: pollBody(world, tab.now()) })
  return `${tab.label} asks`
}

/** Apart from answers.ts, because the stories of many seeds are older. */
export const polls = {
  ask: (world: World) => say(world, ({ tab }) => pollBody(world, tab.now())),
  vote: (world: World) => {
    const body = voteBody(world)
    return sayAbout(world, () => body)
  },
  closePoll: (world: World) => sayAbout(world, () => ({ kind: 'close' })),

  /** Some vote, perhaps without a network, while the poll is closed. */
  closeUnderVotes: (world: World) => {
    const here = peopleIn(world, world.room).filter(isHere)
    if (here.length === 0) return null
    const by = world.chance.pick(here)
    const open = offered(world, by, () => ({ kind: 'close' }))
    if (open.length === 0) return ask(world, by)
    const { segment, entry } = world.chance.pick(open)
    const voters = peopleIn(world, world.room).filter(
      (person) =>
        person.device !== by.device &&
        happens(world.chance, 0.7) &&
        offered(world, person, () => ({ kind: 'vote', choices: [] })).some((other) => other.entry.name === entry.name),
    )
    if (happens(world.chance, 0.4)) part(world, [...new Set(voters.map(({ device }) => device))])
    for (const { tab, room } of voters) tab.write({ room, segment, ref: entry.name, body: voteBody(world) })
    const { tab, room } = by
    const close = () => tab.write({ room, segment, ref: entry.name, body: { kind: 'close' } })
    world.time.after(between(world.chance, 0, 60), close)
    return `${tab.label} closes ${entry.name} under ${voters.length} votes`
  },
}
