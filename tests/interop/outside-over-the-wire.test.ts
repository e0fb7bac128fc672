import { describe, expect, test } from 'vitest'
import { until, within } from '../world/until.ts'
import { rows, text } from './record-rows.ts'
import { type OpenedDocument, wireStage } from './wire-stage.ts'

const { crew, act, enter, makeRoom, layOut } = wireStage()

/**
 * The relay does not answer records from somebody who is not a member: a refusal takes a place in the segment, and
 * strangers could fill a room with refusals. To be sure that the relay has read the records, this waits until a later
 * message arrives. Then nobody else has the records either.
 */
const passedOverInSilence = async (
  room: string,
  door: OpenedDocument,
  written: readonly { name: string }[],
): Promise<void> => {
  const host = enter(`room/${room}/1`, crew.owner)
  const later = crew.owner.device.record(room, 'post', { text: 'later' })
  expect(await host.write(later)).toBe('ok')
  await until('what was said later arrives', () => door.log.has(later.name))
  for (const { name } of written) {
    expect(door.answers.has(name)).toBe(false)
    expect(host.log.has(name)).toBe(false)
  }
}

describe('somebody who is not a member', () => {
  test.each(['guest', 'removed'] as const)("R1: reads a public room and can't write in it: %s", async (standing) => {
    const room = await makeRoom('public')
    const shared = await layOut(room, enter(`room/${room}/1`, crew.owner))
    const door = enter(`room/${room}/1`, crew[standing])
    await door.synced()
    expect(door.log.has(shared.post)).toBe(true)
    const written = rows.map(([kind, body, about]) =>
      crew[standing].device.record(room, kind, body, {
        ref: about === null ? '' : shared[about === 'own' ? 'post' : about],
      }),
    )
    for (const { name, bytes } of written) door.log.set(name, bytes)
    await passedOverInSilence(room, door, written)
    expect(door.log.has(shared.post)).toBe(true)
  })

  test.each([
    ['guest', 4403],
    ['removed', 4403],
    ['banned', 4406],
  ] as const)("R2 P59: can't open a private room and is told not to try again: %s, %i", async (standing, code) => {
    const room = await makeRoom('private')
    for (const document of [`room/${room}`, `room/${room}/1`]) {
      const door = enter(document, crew[standing])
      expect(await within('the provider gives up', door.closed)).toBe(code)
      expect(door.log.size).toBe(0)
    }
  })

  test("can't open a public room while banned, and can join it again after the ban is lifted", async () => {
    const room = await makeRoom('public')
    const { banned, owner } = crew
    expect(await within('the provider gives up', enter(`room/${room}/1`, banned).closed)).toBe(4406)
    await act(owner, { do: 'unban', room, user: banned.user })
    const door = enter(`room/${room}/1`, banned)
    await door.synced()
    const early = banned.device.record(room, 'post', text)
    door.log.set(early.name, early.bytes)
    await passedOverInSilence(room, door, [early])
    await act(banned, { do: 'join', room })
    const again = enter(`room/${room}/1`, banned)
    expect(await again.write(banned.device.record(room, 'post', text))).toBe('ok')
  })

  test("reads a public room without an account while the owner lets guests in, and can't write", async () => {
    const room = await makeRoom('public')
    const shared = await layOut(room, enter(`room/${room}/1`, crew.owner))
    const stranger = { ...crew.guest, token: '' } // no token
    const door = enter(`room/${room}/1`, stranger)
    await door.synced()
    expect(door.log.has(shared.post)).toBe(true)
    const record = crew.guest.device.record(room, 'post', text)
    door.log.set(record.name, record.bytes)
    await passedOverInSilence(room, door, [record])
    await act(crew.owner, { do: 'change', room, guests: false })
    expect(await within('the guest is closed', door.closed)).toBe(4401)
    expect(await within('and stays out', enter(`room/${room}/1`, stranger).closed)).toBe(4401)
  })
})

test('a deleted room closes for everybody with 4410, for good', async () => {
  const room = await makeRoom('public')
  const doors = [crew.owner, crew.member, crew.guest].map((account) => enter(`room/${room}/1`, account))
  for (const door of doors) await door.synced()
  await act(crew.owner, { do: 'delete', room })
  for (const { closed } of doors) expect(await within('it closes', closed)).toBe(4410)
  expect(await within('and stays closed', enter(`room/${room}`, crew.owner).closed)).toBe(4410)
})
