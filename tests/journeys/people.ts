import type { BrowserContextOptions, Page } from 'playwright'
import type { Act } from '../../shared/room/acts.ts'
import { newId } from '../world/person.ts'
import type { Stage } from './stage.ts'
import { composer, expect, mailOf, myRooms, password } from './verbs.ts'

/**
 * People as a journey finds them that is not about how they came: their accounts and their room are made over HTTP, with
 * the page's own cookies, in half the time that the forms take.
 */

/** Somebody new, with the lobby on screen. */
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

/** Somebody known, on one more device. */
export const returning = async (stage: Stage, name: string, options: BrowserContextOptions = {}): Promise<Page> => {
  const page = await stage.device(options)
  await ask(stage, page, '/api/sign-in', { login: name, password })
  await openLobby(page)
  return page
}

/** Gives a page that nobody is signed in on an account of its own. Returns the user's id. */
export const enlist = async (stage: Stage, page: Page, name: string): Promise<string> => {
  const user = await makeAccount(stage, page, name)
  await openLobby(page)
  return user
}

/** Where the first one is, and where the others are. */
export interface Places {
  on?: BrowserContextOptions
  beside?: BrowserContextOptions
}

/** Newcomers in a room of which the first is the owner, each with it on screen. */
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

/** Returns its id. */
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

/** As whoever is signed in on the page. */
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

/** Whoever asks says what they expect. */
const ask = async <Answer = unknown>(stage: Stage, page: Page, path: string, data: object): Promise<Answer> => {
  // A cookie is taken from one of the relay's own pages alone.
  const answer = await page.request.post(path, { data, headers: { origin: stage.relay.url } })
  if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`)
  const text = await answer.text()
  return (text === '' ? null : JSON.parse(text)) as Answer
}

/** One result for each, at once. */
const each = <From extends readonly unknown[], To>(from: From, make: (one: From[number], at: number) => Promise<To>) =>
  Promise.all(from.map(make)) as Promise<{ [At in keyof From]: To }>
