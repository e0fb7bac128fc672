import { describe, expect, it } from 'vitest'
import { segmentName } from '../../shared/wire/documents.ts'
import { House, settled } from '../../tests/world/house.ts'
import type { LogEvent } from '../base/surroundings.ts'
import type { RecordRow } from '../store/records.ts'
import { nameOf } from '../store/slices.ts'
import { type CommitListener, CommittedRecords } from './committed-records.ts'

const stage = (rows = 100) => {
  const events: LogEvent[] = []
  return { events, committed: new CommittedRecords((event) => events.push(event), { rows }) }
}

const row = (room: string, clock: number): RecordRow => ({
  room,
  segment: 1,
  client: 1,
  clock,
  device: 'phone',
  user: 'ann',
  at: 0,
  state: 'empty',
  length: 1,
})

const batch = (room: string, ...clocks: number[]) => ({ room, rows: clocks.map((clock) => row(room, clock)) })

/** Notes everything that it is told. */
const notes = (on: Partial<CommitListener> = {}) => {
  const heard: string[] = []
  const listener: CommitListener = {
    name: 'notes',
    committed: ({ room, rows }) => {
      heard.push(`${room} ${rows.map(({ clock }) => clock)}`)
    },
    catchUp: () => {
      heard.push('catch up')
    },
    ...on,
  }
  return { heard, listener }
}

const never = () => new Promise<void>(() => {})

describe('a listener of committed records', () => {
  it('first catches up with the store, and then hears of each commit in order', async () => {
    const { committed } = stage()
    const { heard, listener } = notes()
    committed.subscribe(listener)
    await settled()
    for (let clock = 0; clock < 3; clock++) {
      committed.emit(batch('garden', clock))
      committed.emit(batch('square', clock))
    }
    expect(heard).toEqual(['catch up'])
    await settled()
    await settled()
    expect(heard.slice(1)).toEqual(['garden 0', 'square 0', 'garden 1', 'square 1', 'garden 2', 'square 2'])
  })

  it('hears of the next batch only when it has finished the one before', async () => {
    const { committed } = stage()
    const done: (() => void)[] = []
    const { heard, listener } = notes()
    const slow: CommitListener = {
      ...listener,
      committed: (one) => {
        listener.committed(one)
        return new Promise((resolve) => done.push(resolve))
      },
    }
    committed.subscribe(slow)
    await settled()
    committed.emit(batch('garden', 1))
    committed.emit(batch('garden', 2))
    await settled()
    expect(heard).toEqual(['catch up', 'garden 1'])
    done[0]?.()
    await settled()
    expect(heard).toEqual(['catch up', 'garden 1', 'garden 2'])
  })

  it('that throws or rejects still hears everything, as others do, and its error is logged', async () => {
    const { committed, events } = stage()
    const told: number[] = []
    const fails = (name: string, fail: (clock: number) => void | Promise<void>) => {
      committed.subscribe({
        name,
        committed: ({ rows }) => {
          for (const { clock } of rows) told.push(clock)
          return fail(rows[0]?.clock ?? 0)
        },
        catchUp() {},
      })
    }
    fails('throws', (clock) => {
      if (clock === 1) throw new Error('broken')
    })
    fails('rejects', async (clock) => {
      if (clock === 1) throw new Error('broken as well')
    })
    const { heard, listener } = notes()
    committed.subscribe(listener)
    await settled()
    committed.emit(batch('garden', 1))
    committed.emit(batch('garden', 2))
    await settled()
    expect(heard).toEqual(['catch up', 'garden 1', 'garden 2'])
    expect(told).toEqual([1, 1, 2, 2])
    expect(events.map((event) => event.what === 'fault' && event.where)).toEqual([
      expect.stringContaining('"throws"'),
      expect.stringContaining('"rejects"'),
    ])
  })

  it("that fails at every record doesn't fill the log, where 1,000 errors make 10 lines", async () => {
    const { committed, events } = stage(10_000)
    committed.subscribe({
      name: 'fails',
      committed() {
        throw new Error('broken')
      },
      catchUp() {},
    })
    await settled()
    for (let clock = 0; clock < 1_000; clock++) committed.emit(batch('garden', clock))
    for (let turn = 0; turn < 300; turn++) await settled()
    expect(events).toHaveLength(10)
    expect(events.at(-1)).toMatchObject({ what: 'fault', where: expect.stringContaining('512 times') })
  })

  it('that never finishes holds up nobody else', async () => {
    const { committed } = stage(3)
    const stuck: string[] = []
    committed.subscribe({
      name: 'stuck',
      committed: ({ rows }) => {
        stuck.push(`${rows[0]?.clock}`)
        return never()
      },
      catchUp() {},
    })
    const { heard, listener } = notes()
    committed.subscribe(listener)
    await settled()
    for (let clock = 0; clock < 20; clock++) {
      committed.emit(batch('garden', clock))
      await settled()
    }
    expect(stuck).toEqual(['0'])
    expect(heard).toEqual(['catch up', ...Array.from({ length: 20 }, (_, clock) => `garden ${clock}`)])
  })

  it('that falls too far behind is told once to read the store, and then hears of later commits', async () => {
    const { committed } = stage(3)
    let done = () => {}
    const { heard, listener } = notes()
    const slow: CommitListener = {
      ...listener,
      committed: async (one) => {
        await listener.committed(one)
        if (one.rows[0]?.clock === 0) await new Promise<void>((resolve) => (done = resolve))
      },
    }
    committed.subscribe(slow)
    await settled()
    committed.emit(batch('garden', 0))
    await settled()
    for (const clock of [1, 2, 3, 4, 5]) committed.emit(batch('garden', clock))
    done()
    await settled()
    committed.emit(batch('garden', 6))
    await settled()
    expect(heard).toEqual(['catch up', 'garden 0', 'catch up', 'garden 6'])
  })

  it("that can't read the store is asked again at the next commit, and hears nothing before that", async () => {
    const { committed, events } = stage()
    let isBroken = true
    let tries = 0
    const { heard, listener } = notes()
    committed.subscribe({
      ...listener,
      catchUp() {
        tries++
        if (isBroken) throw new Error('no disk')
        heard.push('catch up')
      },
    })
    await settled()
    committed.emit(batch('garden', 1))
    await settled()
    expect([tries, events.length, heard.length]).toEqual([2, 2, 0])
    isBroken = false
    committed.emit(batch('garden', 2))
    await settled()
    committed.emit(batch('garden', 3))
    await settled()
    expect(heard).toEqual(['catch up', 'garden 3'])
  })

  it('that unsubscribes hears nothing more, not even what was waiting', async () => {
    const { committed } = stage()
    const { heard, listener } = notes()
    const unsubscribe = committed.subscribe(listener)
    await settled()
    committed.emit(batch('garden', 1))
    unsubscribe()
    committed.emit(batch('garden', 2))
    await settled()
    expect(heard).toEqual(['catch up'])
  })
})

describe('the relay', () => {
  it("tells every room's records in the order of their commits, even if one listener throws and one never ends", async () => {
    const house = new House()
    const olga = await house.person('olga')
    const rooms = [await house.room(olga), await house.room(olga)]
    const heard: { room: string; name: string }[] = []
    const { committed } = house.core
    committed.subscribe({ name: 'stuck', committed: never, catchUp: never })
    committed.subscribe({
      name: 'broken',
      committed() {
        throw new Error('broken')
      },
      catchUp() {},
    })
    committed.subscribe({
      name: 'notes',
      committed({ room, rows }) {
        for (const one of rows) if (one.state === 'record') heard.push({ room, name: nameOf(one.device, one.seq) })
      },
      catchUp() {},
    })
    const peers = await Promise.all(rooms.map((room) => olga.hear(segmentName(room, 1))))
    const written = rooms.map((room) => Array.from({ length: 8 }, (_, n) => olga.device.post(room, `post ${n}`)))
    for (let n = 0; n < 8; n++) for (const [i, peer] of peers.entries()) void peer.write(written[i]![n]!)
    await settled()
    await settled()
    for (const [i, room] of rooms.entries()) {
      expect(peers[i]!.results.filter(({ kind }) => kind === 'acked')).toHaveLength(8)
      const names = heard.filter((one) => one.room === room).map(({ name }) => name)
      expect(names).toEqual(written[i]!.map(({ name }) => name))
    }
    await house.core.stop()
  })

  it('says so when its clock is behind the stored records, at its start or later', async () => {
    const house = new House()
    const olga = await house.person('olga')
    const room = await house.room(olga)
    const peer = await olga.hear(segmentName(room, 1))
    await peer.write(olga.device.post(room, 'today'))
    await settled()
    expect(house.core.clockTrouble()).toBeNull()
    house.clock.putBack(24 * 3_600_000)
    expect(house.core.clockTrouble()).toMatchObject({ against: 'records' })
    const again = await house.restart()
    await settled()
    expect(again.core.clockTrouble()).toMatchObject({ against: 'records' })
  })
})
