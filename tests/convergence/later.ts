import type { ToSend } from '../../app/own/later.ts'
import { typist } from './drafts.ts'
import { between, happens } from './odds.ts'
import { text } from './talk.ts'
import type { World } from './world.ts'

/** A time that comes while the story is told, or a person. */
const some = ({ chance, users }: World, now: number): ToSend['when'] =>
  happens(chance, 0.75) ? { at: now + between(chance, 500, 30_000) } : { back: chance.pick([...users.keys()]) }

export const later = {
  sendLater: (world: World) => {
    const who = typist(world)
    const rooms = who?.tab.rooms.rooms().filter((room) => who.tab.rooms.standing(room) !== 'guest') ?? []
    if (!who || rooms.length === 0) return null
    const { tab, own } = who
    const message = { room: world.chance.pick(rooms), text: `later ${text(world)}`, when: some(world, tab.now()) }
    const promised = { ...message, user: tab.user, device: tab.deviceId, isStored: false, isCancelled: false }
    world.promised.all.push(promised)
    own.later.add(message).then(
      () => {
        promised.isStored = true
      },
      (error) => world.complain(`${tab.label} could not store a message for later: ${error}`),
    )
    return `${tab.label} sends ${message.text} later`
  },

  cancelLater: (world: World) => {
    const who = typist(world)
    const waiting = who?.own.later.all().filter(({ state }) => state === 'waiting') ?? []
    if (!who || waiting.length === 0) return null
    const { id, text } = world.chance.pick(waiting)
    const promised = world.promised.find(text)
    if (promised) promised.isCancelled = true
    void who.own.later.cancel(id)
    return `${who.tab.label} cancels ${text}`
  },

  comeBack: (world: World) => {
    const user = world.chance.pick([...world.users.keys()])
    world.comesBack(user)
    world.time.after(between(world.chance, 100, 5_000), () => world.isHealed || world.goesAway(user))
    return `${user} is back`
  },
}
