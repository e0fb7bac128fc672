import { beforeEach, describe, expect, test } from 'vitest'
import { ActStage, bringPicture, picture, room } from '../../tests/world/acts.ts'
import { id, milo, olga, remy } from '../../tests/world/people.ts'

let stage: ActStage
beforeEach(async () => {
  stage = await new ActStage().setUp()
})

describe('a profile', () => {
  const status = { emoji: '🌱', text: 'planting', until: null, quiet: true }

  test('shows in every room its user is in, and at home', async () => {
    await stage.fill()
    await bringPicture(stage)
    const change = { name: 'Milo Fenn', about: 'grows peas', zone: 'Europe/Oslo', picture, status, showsSeen: false }
    const { updates } = await stage.act(milo, { do: 'profile', room: milo, ...change })
    const shown = { name: 'Milo Fenn', username: 'milo', picture, about: 'grows peas', zone: 'Europe/Oslo', status }
    expect((await stage.roster()).members.get(milo)).toMatchObject({ ...shown, role: 'member' })
    expect((await stage.home(milo)).me).toEqual({ ...shown, showsSeen: false, strangersInvite: false })
    expect(updates.map(({ name }) => name)).toEqual([`room/${room}`, `home/${milo}`])
  })

  test('shows beside old messages in a room its user has left', async () => {
    await stage.fill()
    await stage.act(remy, { do: 'profile', room: remy, name: 'Remy Sol' })
    expect((await stage.roster()).members.get(remy)?.name).toBe('Remy Sol')
  })

  test('keeps what is unchanged and drops what is removed', async () => {
    await bringPicture(stage)
    await stage.act(milo, { do: 'profile', room: milo, about: 'grows peas', picture, status })
    await stage.act(milo, { do: 'profile', room: milo, picture: null, status: null })
    expect((await stage.home(milo)).me).toEqual({
      name: 'milo x',
      username: 'milo',
      about: 'grows peas',
      showsSeen: true,
      strangersInvite: false,
    })
  })

  test('R55: can be changed only by its user, and only to a picture that the relay has', async () => {
    expect(await stage.try(milo, { do: 'profile', room: olga, name: 'Fool' })).toBe('not-allowed')
    expect(await stage.try(milo, { do: 'profile', room: milo, picture })).toBe('no-such-picture')
  })
})

describe('blocking', () => {
  test("is stored only in the blocker's home, and can be undone", async () => {
    await stage.fill()
    const { updates } = await stage.act(milo, { do: 'block', room: milo, user: olga, on: true })
    expect(updates.map(({ name }) => name)).toEqual([`home/${milo}`])
    expect((await stage.home(milo)).blocked).toEqual([olga])
    await stage.act(milo, { do: 'block', room: milo, user: olga, on: false })
    expect((await stage.home(milo)).blocked).toEqual([])
  })

  test('R55: works only from your own room, on another user who exists', async () => {
    expect(await stage.try(milo, { do: 'block', room: milo, user: milo, on: true })).toBe('not-allowed')
    expect(await stage.try(milo, { do: 'block', room: olga, user: olga, on: true })).toBe('not-allowed')
    expect(await stage.try(milo, { do: 'block', room: milo, user: id('nobody'), on: true })).toBe('no-such-user')
  })
})
