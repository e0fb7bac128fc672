import { describe, expect, it } from 'vitest'
import { rosterName, segmentName } from '../../shared/wire/documents.ts'
import { writeMessage } from '../../shared/wire/messages.ts'
import { relayPresence, writePresence } from '../../shared/wire/presence.ts'
import { House, type MemoryClient, type Resident } from '../../tests/world/house.ts'
import { claimLimits } from './presence-states.ts'

const windowMs = 60

const stage = async () => {
  const house = new House()
  const olga = await house.person('olga')
  const milo = await house.person('milo')
  const room = await house.room(olga)
  await milo.act({ do: 'join', room })
  const document = segmentName(room, 1)
  return { house, olga, milo, document, one: await olga.hear(document), other: await milo.hear(document) }
}

describe('presence', () => {
  it('P43: marks presence with its user, tells the others and echoes it to the sender', async () => {
    const { house, olga, one, other, milo } = await stage()
    await one.present(11, 1, { user: milo.id, status: 'online' })
    await house.clock.pass(windowMs)
    const entry = { client: 11, clock: 1, state: { user: olga.id, status: 'online' } }
    expect(other.presence).toEqual([entry])
    expect(one.presence).toEqual([entry])
  })

  it('sends only the newest state of each client, at most five times a second', async () => {
    const { house, one, other } = await stage()
    for (let clock = 1; clock <= 100; clock++) {
      await one.present(11, clock, { typing: clock % 2 === 0 })
      await house.clock.pass(10)
    }
    await house.clock.pass(500)
    expect(other.presence.length).toBeLessThanOrEqual(7)
    expect(other.presence.at(-1)).toMatchObject({ clock: 100, state: { typing: true } })
  })

  it('P43: passes on how far somebody has read, sends that again only if it has changed, and drops what is no place', async () => {
    const { house, olga, one, other } = await stage()
    const read = { time: 5, name: `${olga.device.idText}.1` }
    const said = () => other.presence.map(({ state }) => state?.read)
    await one.present(11, 1, { read })
    await house.clock.pass(1_000)
    await one.present(11, 2, { read })
    await house.clock.pass(1_000)
    expect(said()).toEqual([read])
    await one.present(11, 3, { read: { ...read, time: 6 } })
    await house.clock.pass(1_000)
    await one.present(11, 4, { read: { time: -1, name: 'x' } })
    await house.clock.pass(1_000)
    expect(said()).toEqual([read, { ...read, time: 6 }, undefined])
  })

  it('shows a newcomer everybody who is there', async () => {
    const { house, one, olga, milo, document } = await stage()
    await one.present(11, 1, {})
    await house.clock.pass(windowMs)
    const newcomer = await milo.hear(document)
    await house.clock.pass(windowMs)
    expect(newcomer.presence).toEqual([{ client: 11, clock: 1, state: { user: olga.id } }])
  })

  it("P46: silently drops entries for another person's client id", async () => {
    const { house, one, other } = await stage()
    await one.present(11, 1, {})
    await other.present(11, 9, { status: 'away' })
    await house.clock.pass(windowMs)
    expect(one.presence).toHaveLength(1)
    expect(other.closedWith).toBeNull()
  })

  it('announces when somebody leaves, and tells somebody who returns with an old clock to use a newer one', async () => {
    const { house, one, other, olga, document } = await stage()
    await one.present(11, 5, {})
    await house.clock.pass(windowMs)
    one.connection.closed()
    await house.clock.pass(windowMs)
    expect(other.presence.at(-1)).toEqual({ client: 11, clock: 6, state: null })
    const again = await olga.hear(document)
    await again.present(11, 5, {})
    expect(again.presence.at(-1)).toEqual({ client: 11, clock: 6, state: null })
    await again.present(11, 7, {})
    await house.clock.pass(windowMs)
    expect(other.presence.at(-1)).toMatchObject({ client: 11, clock: 7, state: {} })
  })

  it("answers a guest, and doesn't pass on what the guest sends", async () => {
    const { house, document, one } = await stage()
    const guest = house.guest(document)
    await guest.present(3, 1, { status: 'online' })
    await house.clock.pass(windowMs)
    expect(guest.presence).toHaveLength(1)
    expect(one.presence).toEqual([])
  })

  it('accepts one client id for each document and connection', async () => {
    const { house, one, other } = await stage()
    for (let client = 11; client < 60; client++) await one.present(client, 1, {})
    await house.clock.pass(1_000)
    expect(new Set(other.presence.map(({ client }) => client)).size).toBe(1)
  })

  it('remembers a client id that is in use, however many ids others go through', async () => {
    const { house, one, other, olga, document } = await stage()
    await one.present(11, 1, {})
    const entries = Array.from({ length: 3_000 }, (_, n) => ({ client: n + 12, clock: 1, state: null }))
    for (const entry of entries)
      other.connection.receive(writeMessage({ type: 'awareness', update: writePresence([entry]) }))
    await other.present(11, 9, { typing: true })
    await house.clock.pass(1_000)
    const third = await olga.hear(document)
    await house.clock.pass(1_000)
    expect(third.presence.filter(({ client }) => client === 11)).toEqual([
      { client: 11, clock: 1, state: { user: olga.id } },
    ])
  })

  it('P46: shows nobody under more ids than the limit until a day later, and never drops others to make room', async () => {
    const { house, milo, document, one, other } = await stage()
    await one.present(11, 1, {})
    const come = async (client: number) => {
      const peer = await milo.hear(document)
      await peer.present(client, 1, {})
      peer.connection.closed()
    }
    for (let n = 0; n <= claimLimits.ofUser; n++) await come(1_000 + n)
    await house.clock.pass(1_000)
    const shown = () => new Set(one.presence.map(({ client }) => client))
    expect(shown().size).toBe(1 + claimLimits.ofUser)
    expect(shown()).not.toContain(1_000 + claimLimits.ofUser)
    one.heard.length = 0
    await house.clock.pass(claimLimits.keptMs)
    await come(9_999)
    await house.clock.pass(1_000)
    expect(shown()).toContain(9_999)
    await other.present(11, 9, { typing: true })
    await house.clock.pass(1_000)
    expect(one.presence.filter(({ client, state }) => client === 11 && state?.typing)).toEqual([])
  })

  it("P45: collects everybody whose state hasn't changed into one message every 8 s", async () => {
    const { house, one, other, olga, document } = await stage()
    const third = await olga.hear(document)
    await one.present(11, 1, { status: 'online' })
    await third.present(12, 1, { status: 'away' })
    await house.clock.pass(windowMs)
    other.heard.length = 0
    await one.present(11, 2, { status: 'online' })
    await house.clock.pass(2_000)
    await third.present(12, 2, { status: 'away' })
    await house.clock.pass(5_900)
    expect(other.presence).toEqual([])
    await house.clock.pass(200)
    expect(other.heard.filter(({ type }) => type === 'awareness')).toHaveLength(1)
    expect(other.presence).toEqual([
      { client: 11, clock: 2, state: { user: olga.id, status: 'online' } },
      { client: 12, clock: 2, state: { user: olga.id, status: 'away' } },
    ])
  })

  it("doesn't delay a change because of an earlier renewal", async () => {
    const { house, one, other } = await stage()
    await one.present(11, 1, { typing: false })
    await house.clock.pass(1_000)
    await one.present(11, 2, { typing: false })
    await one.present(11, 3, { typing: true })
    await house.clock.pass(windowMs)
    expect(other.presence.at(-1)).toMatchObject({ clock: 3, state: { typing: true } })
    other.heard.length = 0
    await house.clock.pass(20_000)
    expect(other.presence).toEqual([])
  })

  it('announces a hundred people who come at once in one message to each client, and their leaving too', async () => {
    const { house, olga, document, other } = await stage()
    const peers = await Promise.all(Array.from({ length: 100 }, () => olga.hear(document)))
    await house.clock.pass(1_000)
    other.heard.length = 0
    await Promise.all(peers.map((peer, n) => peer.present(100 + n, 1, { status: 'online' })))
    await house.clock.pass(1_000)
    expect(other.heard.filter(({ type }) => type === 'awareness')).toHaveLength(1)
    expect(other.presence).toHaveLength(100)
    other.heard.length = 0
    for (const peer of peers) peer.connection.closed()
    await house.clock.pass(1_000)
    expect(other.heard.filter(({ type }) => type === 'awareness')).toHaveLength(1)
    expect(other.presence.every(({ state }) => state === null)).toBe(true)
  })

  it('sends one small message about a newcomer to the others, and shows everybody only to the newcomer', async () => {
    const { house, olga, document, one, other } = await stage()
    await one.present(11, 1, {})
    await other.present(12, 1, {})
    await house.clock.pass(windowMs)
    one.heard.length = 0
    const newcomer = await olga.hear(document)
    await newcomer.present(13, 1, {})
    await house.clock.pass(windowMs)
    expect(one.presence.map(({ client }) => client)).toEqual([13])
    expect(newcomer.presence.map(({ client }) => client).sort()).toEqual([11, 12, 13])
  })
})

describe('the guests of a room', () => {
  const rosterStage = async (visibility: 'public' | 'private' = 'public') => {
    const house = new House()
    const olga = await house.person('olga')
    const room = await house.room(olga, visibility)
    const roster = rosterName(room)
    const peer = await olga.hear(roster)
    await peer.present(11, 1, {})
    await house.clock.pass(1_100)
    peer.heard.length = 0
    return { house, olga, room, roster, peer }
  }
  const guests = (peer: MemoryClient) =>
    peer.presence.flatMap(({ client, state }) => (client === relayPresence ? [state] : []))

  it('P44: are counted by the relay, at most once a second, under a client id of its own', async () => {
    const { house, roster, peer } = await rosterStage()
    for (let n = 0; n < 30; n++) {
      house.guest(roster)
      await house.clock.pass(20)
    }
    await house.clock.pass(1_000)
    expect(guests(peer)).toEqual([{ guests: 30 }])
  })

  it('count once for each account, on however many devices, and not at all after joining', async () => {
    const { house, room, roster, peer } = await rosterStage()
    const milo = await house.person('milo')
    await milo.hear(roster)
    await milo.hear(roster)
    await house.clock.pass(1_100)
    expect(guests(peer)).toEqual([{ guests: 1 }])
    await milo.act({ do: 'join', room })
    await house.clock.pass(1_100)
    expect(guests(peer)).toEqual([{ guests: 1 }, null])
  })

  it('are shown to people who come later, and again before stock clients forget them', async () => {
    const { house, olga, roster, peer } = await rosterStage()
    const guest = house.guest(roster)
    await guest.sync()
    await house.clock.pass(1_100)
    expect(guests(await hearAnew(house, olga, roster))).toEqual([{ guests: 1 }])
    await house.clock.pass(60_000)
    const clocks = peer.presence.filter(({ client }) => client === relayPresence).map(({ clock }) => clock)
    expect(clocks.length).toBeGreaterThan(6)
    expect(clocks).toEqual([...new Set(clocks)].sort((a, b) => a - b))
    guest.connection.closed()
    await house.clock.pass(1_100)
    expect(guests(peer).at(-1)).toBeNull()
    peer.heard.length = 0
    await house.clock.pass(60_000)
    expect(guests(peer)).toEqual([])
  })

  it('P44: can be announced by nobody but the relay', async () => {
    const { house, room, roster, peer } = await rosterStage()
    const milo = await house.person('milo')
    await milo.act({ do: 'join', room })
    const liar = await milo.hear(roster)
    await liar.present(relayPresence, 2 ** 31, { guests: 1_000 })
    await liar.present(12, 1, { guests: 1_000, status: 'online' })
    await house.clock.pass(1_100)
    expect(guests(peer)).toEqual([])
    expect(peer.presence.at(-1)).toEqual({ client: 12, clock: 1, state: { user: milo.id, status: 'online' } })
  })

  const hearAnew = async (house: House, person: Resident, document: string) => {
    const peer = await person.hear(document)
    await house.clock.pass(windowMs)
    return peer
  }
})
