import type { MemberRow } from '../../relay/store/rooms.ts'
import type { Change } from '../../relay/store/store.ts'
import { type Mix, mixes, type WorldEvent } from './mixes.ts'
import type { World } from './world.ts'

export type MixCounts = ReadonlyMap<Mix, number>

/** Hears of every change just before it is on the relay's disk, and counts the mixes that the change completes. */
export class Witness {
  readonly counts = new Map<Mix, number>()
  readonly #world: World

  constructor(world: World) {
    this.#world = world
    world.changing.subscribe((change) => this.#see(change))
    world.dying.subscribe((tab) => this.#count({ do: 'die', tab }))
    // Counted before the backup is restored, while what it lacks is still there.
    world.puttingBack.subscribe((backup) => this.#count({ do: 'put back', backup }))
  }

  #see(change: Change): void {
    for (const answer of change.answers ?? []) this.#seeAct(answer.user, answer.key, change)
    for (const { id } of change.endDevices ?? []) this.#count({ do: 'end', device: this.#world.deviceOf(id) })
    for (const member of change.members ?? []) this.#seeMember(member)
    for (const row of change.records ?? []) if (row.state === 'record') this.#count({ do: 'record', row })
    if (change.records?.some(({ carried, state }) => carried && state === 'record')) this.#count({ do: 'carry' })
  }

  /** A refused act changes only the stored answers, so it is not counted. */
  #seeAct(user: string, key: string, { members = [], rooms = [] }: Change): void {
    if (members.length + rooms.length === 0) return
    for (const by of this.#world.devicesOf(user)) {
      const item = by.storage.outbox.find(({ id }) => id === key)
      if (item) this.#count({ do: 'act', act: item.act, by, offline: item.offline })
    }
  }

  #seeMember({ room, user, erasing }: MemberRow): void {
    const { ledger, time } = this.#world
    const due = ledger.member(room, user)?.erasing ?? null
    if (due === null || erasing !== null) return
    this.#count(due > time.now() ? { do: 'show again', room, user } : { do: 'erase all', room, user })
  }

  #count(event: WorldEvent): void {
    for (const [mix, isIt] of Object.entries(mixes) as [Mix, (typeof mixes)[Mix]][]) {
      if (!isIt(this.#world, event)) continue
      this.counts.set(mix, (this.counts.get(mix) ?? 0) + 1)
      this.#world.tell(`  mix: ${mix}`)
    }
  }
}
