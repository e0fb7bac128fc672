import type { BrowserContextOptions, Page } from 'playwright'
import type { Act } from '../../shared/room/acts.ts'
import { newId } from '../world/person.ts'
import type { Stage } from './stage.ts'
import { composer, expect, mailOf, myRooms, password } from './verbs.ts'

/**
 * People for journeys that are not about signing up. Their accounts and rooms are created over HTTP with the page's own
 * cookies, in half the time that the forms take.
 */

/** A new account, with the lobby on screen. */
export const newcomer = async (stage: Stage, name: string, options: BrowserContextOptions = {}): Promise<Page> => {
  const page = await stage.device(options)
  await enlist(stage, page, name)
  return page
}

export const newcomers = <const Names extends readonly string[]>(
  stage: Stage,
  names: Names,
  { on, beside }: Places = {},
) => each(names, (name, at) => newcomer(stage, name, at === 0 ? on : beside))

/** Signs in to an existing account on one more device. */
export const returning = async (stage: Stage, name: string, options: BrowserContextOptions = {}): Promise<Page> => {
  const page = await stage.device(options)
  await ask(stage, page, '/api/sign-in', { login: name, password })
  await openLobby(page)
  return page
}

/** Creates an account on a page where nobody is signed in. Returns the user's id. */
export const enlist = async (stage: Stage, page: Page, name: string): Promise<string> => {
  const user = await makeAccount(stage, page, name)
  await openLobby(page)
  return user
}

/** Browser options: `on` for the first person, `beside` for the others. */
export interface Places {
  on?: BrowserContextOptions
  beside?: BrowserContextOptions
}

/** Creates accounts and a room. The first person is the owner, and each has the room on screen. */
export const gather = async <const Names extends readonly string[]>(
  stage: Stage,
  room: string,
  names: Names,
  { on, beside, visibility = 'public' }: Places & { visibility?: 'public' | 'private' } = {},
) => {
  const pages = await each(names, (_, at) => stage.device(at === 0 ? on : beside))
  const users = await each(names, (name, at) => makeAccount(stage, pages[at]!, name))
  const [owner] = pages as Page[]
  const id = await makeRoom(stage, owner!, room, visibility)
  for (const [at, user] of users.entries()) {
    if (at === 0) continue
    if (visibility === 'public') await act(stage, pages[at]!, { do: 'join', room: id })
    else await act(stage, owner!, { do: 'add', room: id, user })
  }
  await each(pages, async (page) => {
    await page.goto(`/r/${id}`)
    await expect(composer(page)).toBeVisible()
  })
  return pages
}

/** Creates a room. Returns its id. */
export const makeRoom = async (
  stage: Stage,
  page: Page,
  name: string,
  visibility: 'public' | 'private' = 'private',
): Promise<string> => {
  const room = newId()
  await act(stage, page, { do: 'make', room, name, topic: '', visibility })
  return room
}

/** Sends an act as the person who is signed in on the page. */
export const act = (stage: Stage, page: Page, act: Act): Promise<unknown> =>
  ask(stage, page, '/api/acts', { id: newId(), act })

const makeAccount = async (stage: Stage, page: Page, username: string): Promise<string> => {
  const fields = { username, email: mailOf(username), password }
  const { user } = await ask<{ user: { id: string } }>(stage, page, '/api/sign-up', fields)
  return user.id
}

const openLobby = async (page: Page): Promise<void> => {
  await page.goto('/')
  await expect(myRooms(page)).toBeVisible()
}

/** The caller chooses the type of the answer. */
const ask = async <Answer = unknown>(stage: Stage, page: Page, path: string, data: object): Promise<Answer> => {
  // The relay accepts a cookie only from its own pages, so the request needs this `Origin`. After a restart of the
  // relay, a request may go to a connection of the one before, and is sent again.
  const answer = await page.request.post(path, { data, headers: { origin: stage.relay.url }, maxRetries: 1 })
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
  const text = await answer.text()
  return (text === '' ? null : JSON.parse(text)) as Answer
}

/** Runs `make` for all items at the same time. Returns one result per item. */
const each = <From extends readonly unknown[], To>(from: From, make: (one: From[number], at: number) => Promise<To>) =>
  Promise.all(from.map(make)) as Promise<{ [At in keyof From]: To }>
