import { describe, expect, test } from 'vitest'
import type { Verify } from '../../relay/base/surroundings.ts'
import { fromBase64url } from '../../shared/base64url.ts'
import { readRecord } from '../../shared/record/record.ts'
import { signedBytes } from '../../shared/record/signed-bytes.ts'
import { mostCarried } from '../../shared/wire/carried.ts'
import { segmentName } from '../../shared/wire/documents.ts'
import { Chance } from '../world/chance.ts'
import { Device, type Signed } from '../world/device.ts'
import { printFigure } from '../world/figures.ts'
import { House, type MemoryClient, type Resident, verifyNow } from '../world/house.ts'
import { mutate } from './mutate.ts'

const burst = 500

describe('a burst of carried records', () => {
  test("10,000 records at once: the relay takes as many as the limit, refuses the rest unchecked, and doesn't delay the carrier's own message", async () => {
    let checked = 0
    const counting: Verify = (...question) => {
      checked++
      return verifyNow(...question)
    }
    const house = new House({}, counting)
    const [owner, author, carrier] = await Promise.all(['olga', 'ana', 'carl'].map((name) => house.person(name)))
    const room = await house.room(owner!)
    for (const one of [author!, carrier!]) await one.act({ do: 'join', room })
    const peer = await carrier!.hear(segmentName(room, 1))
    const records = Array.from({ length: 10_000 }, (_, nth) => author!.device.post(room, `${nth}`))
    const saying: Promise<void>[] = []
    for (let at = 0; at < records.length; at += mostCarried)
      saying.push(peer.carry(...records.slice(at, at + mostCarried)))
    const mine = carrier!.device.post(room, 'in between')
    saying.push(peer.write(mine))
    await Promise.all(saying)
    await house.clock.pass(0)
    while (peer.results.length <= records.length) await house.clock.pass(0)
    const { rows } = await house.store.records.segment(room, 1)
    // What people write themselves does not wait until the whole burst is done.
    const answeredBefore = peer.results.findIndex((result) => 'name' in result && result.name === mine.name)
    printFigure(
      `10,000 carried: ${rows - 1} kept, ${checked} signatures checked, ${answeredBefore} answered before the carrier’s own`,
    )
    expect(peer.results[answeredBefore]).toEqual({ kind: 'acked', name: mine.name })
    expect(answeredBefore).toBeLessThan(5 * mostCarried)
    expect(rows).toBe(burst + 1)
    expect(checked).toBeLessThanOrEqual(burst + 1)
    expect(peer.results.filter((result) => result.kind === 'refused' && result.code === 'too-fast')).toHaveLength(
      records.length - burst,
    )
    expect(peer.closedWith).toBeNull()
  })

  test('10,000 forgeries cost only as many checks as the limit, and leave nothing', async () => {
    let checked = 0
    const house = new House({}, (...question) => {
      checked++
      return verifyNow(...question)
    })
    const [owner, author] = await Promise.all(['olga', 'ana'].map((name) => house.person(name)))
    const room = await house.room(owner!)
    await author!.act({ do: 'join', room })
    const peer = await owner!.hear(segmentName(room, 1))
    const records = Array.from({ length: 10_000 }, (_, nth) => {
      const { name, bytes } = author!.device.post(room, `${nth}`)
      bytes[bytes.length - 1]! ^= 1
      return { name, bytes }
    })
    for (let at = 0; at < records.length; at += mostCarried) await peer.carry(...records.slice(at, at + mostCarried))
    await house.clock.pass(0)
    expect((await house.store.records.segment(room, 1)).rows).toBe(0)
    expect(checked).toBe(burst)
  })
})

/** People who carry true and harmed records. The same seed gives the same story. */
class Scene {
  readonly chance: Chance
  readonly house = new House({ carriedBurst: 100_000 })
  people: Resident[] = []
  peers: MemoryClient[] = []
  rooms: string[] = []
  stock: Signed[] = []

  constructor(seed: number) {
    this.chance = new Chance(seed)
  }

  async set(): Promise<void> {
    for (const name of ['olga', 'ana', 'milo', 'mona']) this.people.push(await this.house.person(name))
    const [olga, ana, milo, mona] = this.people as [Resident, Resident, Resident, Resident]
    this.rooms = [await this.house.room(olga), await this.house.room(olga)]
    for (const one of [ana, milo, mona]) await one.act({ do: 'join', room: this.rooms[0]! })
    for (const one of [olga, ana, milo, mona]) this.peers.push(await one.hear(segmentName(this.rooms[0]!, 1)))
    for (let nth = 0; nth < 60; nth++) this.stock.push(this.#record())
  }

  #record(): Signed {
    const { chance } = this
    const { device } = chance.pick(this.people)
    const room = chance.below(8) === 0 ? this.rooms[1]! : this.rooms[0]!
    const ref = this.stock.length > 0 ? chance.pick(this.stock).name : ''
    switch (ref === '' ? 0 : chance.below(8)) {
      case 1:
        return device.write(room, { kind: 'edit', text: 'edited' }, ref)
      case 2:
        return device.write(room, { kind: 'erase' }, ref)
      case 3:
        return device.write(room, { kind: 'pin', on: true }, ref)
      case 4:
        return device.write(room, { kind: 'react', emoji: '👍', on: true }, ref)
      case 5:
        return new Device().post(room, 'of nobody')
      default:
        return device.post(room, 'words')
    }
  }

  async step(): Promise<void> {
    const { chance, people, peers } = this
    const peer = chance.pick(peers)
    if (peer.closedWith !== null) return
    const room = this.rooms[0]!
    const about = chance.pick(people.slice(1))
    switch (chance.below(12)) {
      case 0:
        await people[0]!.act({ do: 'ban', room, user: about.id, erase: chance.below(2) === 0 }).catch(() => {})
        return
      case 1:
        await people[0]!.act({ do: 'unban', room, user: about.id })
        await about.act({ do: 'join', room })
        return
      case 2:
        await about.act({ do: 'leave', room })
        return
      case 3:
        await people[0]!.act({ do: 'archive', room, on: chance.below(4) === 0 })
        return
      case 4:
        await peer.write(chance.pick(this.stock))
        return
      default:
        await peer.carry(...Array.from({ length: 1 + chance.below(6) }, () => this.#harmed(chance.pick(this.stock))))
    }
  }

  /**
   * Sometimes returns the record unchanged. If the header is broken, the whole message is malformed and the carrier is
   * disconnected, so it has to connect again.
   */
  #harmed(signed: Signed): Signed {
    const { chance } = this
    if (chance.below(3) > 0) return signed
    const bytes = signed.bytes.slice()
    if (chance.below(20) === 0) return { ...signed, bytes: mutate(bytes, chance, chance.pick(this.stock).bytes) }
    bytes[bytes.length - 1 - chance.below(90)]! ^= 1 << chance.below(8)
    return { ...signed, bytes }
  }

  async comeAgain(): Promise<void> {
    for (const [nth, peer] of this.peers.entries())
      if (peer.closedWith !== null) this.peers[nth] = await this.people[nth]!.hear(segmentName(this.rooms[0]!, 1))
  }
}

/**
 * Checks that each record in the segment was signed for this room by the device in its name, and that each client id
 * belongs to one device or to the relay.
 */
const holdsTheInvariants = async ({ house, people, rooms }: Scene): Promise<string[]> => {
  const [room] = rooms as [string]
  const newcomer = await people[0]!.hear(segmentName(room, 1))
  const devices = new Map(people.map(({ device }) => [device.idText, device.publicKey]))
  for (const [name, bytes] of newcomer.doc.getMap<Uint8Array>('log')) {
    const record = readRecord(bytes)
    const key = devices.get(name.split('.')[0]!)
    expect(key).toBeDefined()
    expect(await verifyNow(key!, signedBytes(fromBase64url(room), record.unsigned), record.signature)).toBe(true)
  }
  for (const { what, ...rest } of house.events) expect([what, rest]).not.toEqual(['fault', rest])
  const { devices: owners } = await house.store.records.segment(room, 1)
  for (const owner of owners.values()) expect(owner === '' || devices.has(owner)).toBe(true)
  expect([...owners.values()].filter((owner) => owner === '').length).toBeLessThanOrEqual(1)
  return newcomer.names
}

test('a thousand messages with carried records, true, damaged, repeated and mixed with acts, break no promise', async () => {
  const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31)
  let kept = 0
  for (let story = 0; story < 10; story++) {
    const scene = new Scene(seed + story)
    await scene.set()
    for (let turn = 0; turn < 100; turn++) {
      await scene.step()
      await scene.comeAgain()
    }
    await scene.house.clock.pass(2_000)
    const names = await holdsTheInvariants(scene)
    kept += names.length
    // A client that was connected all the time has everything that a newcomer has.
    for (const peer of scene.peers.filter(({ closedWith }) => closedWith === null)) {
      await peer.sync()
      expect(peer.names).toEqual(expect.arrayContaining(names))
    }
  }
  printFigure(`carry fuzz, seed ${seed}: ${kept} records stand at the ends of ten stories`)
  expect(kept).toBeGreaterThan(0)
}, 120_000)
