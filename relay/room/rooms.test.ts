import { describe, expect, it, vi } from 'vitest'
import { rosterName, segmentName } from '../../shared/wire/documents.ts'
import { closeCodes } from '../../shared/wire/results.ts'
import { House, settled } from '../../tests/world/house.ts'
import { until } from '../../tests/world/until.ts'

const stage = async () => {
  const house = new House({ recordsBurst: 10_000 })
  const [olga, milo] = [await house.person('olga'), await house.person('milo')]
  const room = await house.room(olga, 'private')
  await olga.act({ do: 'add', room, user: milo.id })
  return { house, olga, milo, room, document: segmentName(room, 1) }
}

/** Makes every commit take a turn of the event loop, as on a disk. */
const slowDown = ({ store }: House): void => {
  const commit = store.commit.bind(store)
  vi.spyOn(store, 'commit').mockImplementation(async (change) => {
    await new Promise((next) => setImmediate(next))
    await commit(change)
  })
}

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn++) await settled()
}

describe('a room that everybody has left', () => {
  it('stays open while blocks are waiting, so that people who come meanwhile get them', async () => {
    const { house, olga, milo, room, document } = await stage()
    const writer = await milo.hear(document)
    slowDown(house)
    const posts = Array.from({ length: 1_500 }, (_, n) => milo.device.post(room, `post ${n}`))
    void writer.say({ type: 'sync-step-2', update: writer.updateWriter.update(...posts) })
    writer.connection.closed()
    await until('the first blocks are kept', () => vi.mocked(house.store.commit).mock.results.length > 1)
    const reader = await olga.hear(document)
    await turns(10)
    expect(reader.names).toHaveLength(posts.length)
  })
})

describe('a segment that everybody has left', () => {
  it('leaves memory when its blocks are kept, even if the room stays open', async () => {
    const { house, olga, milo, room, document } = await stage()
    await olga.hear(rosterName(room))
    const writer = await milo.hear(document)
    void writer.write(milo.device.post(room, 'and gone'))
    writer.connection.closed()
    await settled()
    const read = vi.spyOn(house.store.records, 'segment')
    expect((await milo.hear(document)).names).toHaveLength(1)
    expect(read).toHaveBeenCalled()
  })
})

describe('a segment that was read for somebody who was removed meanwhile', () => {
  it('leaves memory, even if the room stays open', async () => {
    const { house, olga, milo, room, document } = await stage()
    await olga.hear(rosterName(room))
    const { segment } = house.store.records
    const read = vi.spyOn(house.store.records, 'segment').mockImplementationOnce(async (...asked) => {
      await olga.act({ do: 'remove', room, user: milo.id })
      return segment(...asked)
    })
    expect((await milo.hear(document)).closedWith).toBe(closeCodes.notYours)
    await settled()
    await olga.hear(document)
    expect(read).toHaveBeenCalledTimes(2)
  })
})

describe('a segment that could not be read', () => {
  it('is read again for the next person', async () => {
    const { house, olga, milo, room, document } = await stage()
    await olga.hear(rosterName(room))
    vi.spyOn(house.store.records, 'segment').mockRejectedValueOnce(new Error('the test broke the disk'))
    expect((await milo.hear(document)).closedWith).toBe(closeCodes.fault)
    expect((await milo.hear(document)).closedWith).toBeNull()
  })

  it("doesn't keep an empty room open", async () => {
    const { house, milo, room, document } = await stage()
    vi.spyOn(house.store.records, 'segment').mockRejectedValueOnce(new Error('the test broke the disk'))
    expect((await milo.hear(document)).closedWith).toBe(closeCodes.fault)
    await settled()
    const opened = vi.spyOn(house.store.rooms, 'byId')
    expect((await milo.hear(document)).closedWith).toBeNull()
    expect(opened).toHaveBeenCalledWith(room)
  })
})

describe('a room that broke', () => {
  it('does nothing more, so that it never misses what an act has changed', async () => {
    const { house, olga, milo, room, document } = await stage()
    const writer = await milo.hear(document)
    const commit = house.store.commit.bind(house.store)
    let letGo = () => {}
    const held = new Promise<void>((resolve) => {
      letGo = resolve
    })
    vi.spyOn(house.store, 'commit').mockImplementation(async (change) => {
      if (change.records?.length) throw new Error('the test broke the disk')
      if (change.answers?.length) await held
      await commit(change)
    })
    const key = 'the_key_of_the_removal'
    void writer.write(milo.device.post(room, 'never kept'))
    const removal = olga.act({ do: 'remove', room, user: milo.id }, key).catch(() => null)
    await until('the writer is closed', () => writer.closedWith !== null)
    await milo.hear(rosterName(room))
    await olga.hear(rosterName(room))
    letGo()
    if ((await removal) === null) await olga.act({ do: 'remove', room, user: milo.id }, key)
    expect((await milo.hear(document)).closedWith).toBe(4403)
  })
})
