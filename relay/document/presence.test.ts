import { describe, expect, it } from 'vitest'
import { segmentName } from '../../shared/wire/documents.ts'
import { writeMessage } from '../../shared/wire/messages.ts'
import { writePresence } from '../../shared/wire/presence.ts'
import { House } from '../../tests/world/house.ts'

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
  it('stamps who it is, tells the others and echoes it to its sender', async () => {
    const { house, olga, one, other, milo } = await stage()
    await one.present(1, 1, { user: milo.id, status: 'online' })
    await house.clock.pass(windowMs)
    const entry = { client: 1, clock: 1, state: { user: olga.id, status: 'online' } }
    expect(other.presence).toEqual([entry])
    expect(one.presence).toEqual([entry])
  })

  it("tells a window's newest state of each, at most five times a second", async () => {
    const { house, one, other } = await stage()
    for (let clock = 1; clock <= 100; clock++) {
      await one.present(1, clock, { typing: clock % 2 === 0 })
      await house.clock.pass(10)
    }
    await house.clock.pass(500)
    expect(other.presence.length).toBeLessThanOrEqual(7)
    expect(other.presence.at(-1)).toMatchObject({ clock: 100, state: { typing: true } })
  })

  it('shows a newcomer everybody who is there', async () => {
    const { house, one, olga, milo, document } = await stage()
    await one.present(1, 1, {})
    await house.clock.pass(windowMs)
    const newcomer = await milo.hear(document)
    await house.clock.pass(windowMs)
    expect(newcomer.presence).toEqual([{ client: 1, clock: 1, state: { user: olga.id } }])
  })

  it("drops entries that speak for another's client id, in silence", async () => {
    const { house, one, other } = await stage()
    await one.present(1, 1, {})
    await other.present(1, 9, { status: 'away' })
    await house.clock.pass(windowMs)
    expect(one.presence).toHaveLength(1)
    expect(other.closedWith).toBeNull()
  })

  it('announces that one has gone, and lets who comes back under an old clock know to say a newer', async () => {
    const { house, one, other, olga, document } = await stage()
    await one.present(1, 5, {})
    await house.clock.pass(windowMs)
    one.connection.closed()
    await house.clock.pass(windowMs)
    expect(other.presence.at(-1)).toEqual({ client: 1, clock: 6, state: null })
    const again = await olga.hear(document)
    await again.present(1, 5, {})
    expect(again.presence.at(-1)).toEqual({ client: 1, clock: 6, state: null })
    await again.present(1, 7, {})
    await house.clock.pass(windowMs)
    expect(other.presence.at(-1)).toMatchObject({ client: 1, clock: 7, state: {} })
  })

  it('answers a guest and relays nothing of it', async () => {
    const { house, document, one } = await stage()
    const guest = house.guest(document)
    await guest.present(3, 1, { status: 'online' })
    await house.clock.pass(windowMs)
    expect(guest.presence).toHaveLength(1)
    expect(one.presence).toEqual([])
  })

  it('knows one id for each document and connection', async () => {
    const { house, one, other } = await stage()
    for (let client = 1; client < 50; client++) await one.present(client, 1, {})
    await house.clock.pass(1_000)
    expect(new Set(other.presence.map(({ client }) => client)).size).toBe(1)
  })

  it('forgets no id that somebody speaks with, however many another goes through', async () => {
    const { house, one, other, olga, document } = await stage()
    await one.present(1, 1, {})
    const entries = Array.from({ length: 3_000 }, (_, n) => ({ client: n + 2, clock: 1, state: null }))
    for (const entry of entries)
      other.connection.receive(writeMessage({ type: 'awareness', update: writePresence([entry]) }))
    await other.present(1, 9, { typing: true })
    await house.clock.pass(1_000)
    const third = await olga.hear(document)
    await house.clock.pass(1_000)
    expect(third.presence.filter(({ client }) => client === 1)).toEqual([
      { client: 1, clock: 1, state: { user: olga.id } },
    ])
  })
})
