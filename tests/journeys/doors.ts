import type { Page } from 'playwright'
import { invitationHash, invitationPath } from '../../shared/room/invitation.ts'
import { newId, Person } from '../world/person.ts'
import type { Relay } from '../world/relay.ts'
import type { Screenful } from './room-screenfuls.ts'
import { composer, expect, showMembers } from './verbs.ts'

/** Addresses of somebody else's rooms, one for each relation that the visitor can have to a room. */
export interface Doors {
  locked: string
  banned: string
  deleted: string
  invitation: string
  /** The visitor is a moderator, and others have requested to join. */
  asked: string
}

/** Creates the rooms over HTTP before anybody looks. At the end the visitor blocks the owner of the rooms. */
export const hangDoors = async (relay: Relay, visitor: string): Promise<Doors> => {
  const olga = await new Person(relay, 'olga').signUp()
  const guest = await new Person(relay, visitor).elsewhere()
  const user = guest.id
  const make = async (name: string, visibility: 'public' | 'private', members: string[] = []): Promise<string> => {
    const room = newId()
    const topic = 'Who sings what, and who brings the cake afterwards'
    await olga.act({ do: 'make', room, name, topic, visibility, members })
    return room
  }
  const locked = await make('Committee', 'private')
  const banned = await make('Orchestra', 'private', [user])
  await olga.act({ do: 'ban', room: banned, user, erase: false })
  const deleted = await make('Brass band', 'public')
  await olga.act({ do: 'delete', room: deleted })
  const asked = await make('Choir', 'private', [user])
  await olga.act({ do: 'role', room: asked, user, role: 'moderator' })
  for (const [username, name, note] of petitioners) {
    const person = await new Person(relay, username).signUp()
    await person.act({ do: 'profile', room: person.id, name })
    await person.act({ do: 'request', room: asked, note })
  }
  const token = newId()
  await olga.act({
    do: 'invite',
    room: locked,
    invitation: newId(),
    hash: invitationHash(token),
    expires: null,
    uses: null,
  })
  // This comes last, since somebody who is blocked cannot add the blocker to a room.
  await guest.act({ do: 'block', room: user, user: olga.id, on: true })
  return {
    locked: `/r/${locked}`,
    banned: `/r/${banned}`,
    deleted: `/r/${deleted}`,
    asked: `/r/${asked}`,
    invitation: invitationPath(locked, token),
  }
}

const petitioners = [
  [
    'wilhelmina',
    'Wilhelmina Featherstonehaugh-Konstantinopolitanska',
    'We met at the well. I sing alto, on good days.',
  ],
  ['bo', 'Bo', ''],
] as const

const titled = (name: string, path: string, title: string): Screenful => ({
  name,
  async show(page: Page) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  },
})

export const doorsFromOutside = ({ locked, invitation }: Doors): readonly Screenful[] => [
  titled('door-signed-out', locked, 'Sign in to read this room'),
  {
    name: 'invitation-signed-out',
    async show(page) {
      await page.goto(invitation)
      await expect(page.getByRole('link', { name: 'Create account and join' })).toBeVisible()
    },
  },
]

export const doorsFromInside = ({ locked, banned, deleted, asked, invitation }: Doors): readonly Screenful[] => [
  {
    name: 'door',
    async show(page) {
      await page.goto(locked)
      await expect(page.getByRole('button', { name: 'Ask to join' })).toBeVisible()
    },
  },
  titled('banned-from-room', banned, 'You’re banned from this room'),
  titled('deleted-room', deleted, 'This room was deleted'),
  {
    name: 'invitation',
    async show(page) {
      await page.goto(invitation)
      await expect(page.getByRole('button', { name: 'Join', exact: true })).toBeVisible()
    },
  },
  {
    name: 'requests',
    async show(page) {
      await page.goto(asked)
      await expect(composer(page)).toBeVisible()
      const pane = await showMembers(page)
      await expect(pane.getByRole('button', { name: /^Accept / }).last()).toBeVisible()
    },
  },
]

/** The pages that work without scripts. */
export const plainPages = ({ deleted }: Doors): readonly Screenful[] => [
  titled('archive', '/archive', 'Public rooms'),
  {
    name: 'archive-room',
    async show(page) {
      await page.goto('/archive')
      await page.getByRole('link', { name: 'Old channel' }).click()
      await expect(page.getByRole('link', { name: 'Part 1' })).toBeVisible()
    },
  },
  {
    name: 'archive-part',
    async show(page) {
      await page.getByRole('link', { name: 'Part 1' }).click()
      await expect(page.getByRole('article').first()).toBeVisible()
      // There are a thousand articles and all look like the first ones, so keep only twenty.
      await page.locator('article').evaluateAll((all) => {
        for (const article of all.slice(20)) article.remove()
      })
    },
  },
  titled('archive-nothing', `/archive/${'A'.repeat(22)}`, 'Room not found'),
  titled('archive-deleted', deleted.replace('/r/', '/archive/'), 'Room not found'),
]
