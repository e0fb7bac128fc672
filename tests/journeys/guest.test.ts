import { describe, test } from 'vitest'
import { startPlainProxy } from '../world/plain-proxy.ts'
import { gather, newcomer } from './people.ts'
import { setStage } from './set-stage.ts'
import {
  composer,
  expect,
  expectSent,
  expectTalk,
  fillSignUp,
  mailOf,
  password,
  roomTitle,
  say,
  signUp,
  timeline,
} from './verbs.ts'

describe('a guest', () => {
  const stage = setStage()

  test("finds and reads a public room without an account, can't write, and sees how to join", async () => {
    const [amy] = await gather(stage, 'Plaza', ['amy'])
    const guest = await stage.device()
    await guest.goto('/')
    await guest.getByRole('link', { name: 'Read' }).click()
    await expect(roomTitle(guest)).toHaveText('Plaza')
    await expect(timeline(guest)).toContainText(/No messages yet\.(?! Say)/)
    await say(amy, 'everybody **welcome**')
    await expectSent(amy, 'everybody welcome', 'Sent')
    await expectTalk(guest, ['everybody welcome'])
    await say(amy, 'news while you read')
    await expectTalk(guest, ['everybody welcome', 'news while you read'])
    await expect(composer(guest)).toHaveCount(0)
    // Only people with an account may look others up.
    await expect(timeline(guest).getByRole('link')).toHaveCount(0)
    const how = guest.getByRole('complementary', { name: 'How to join' })
    await expect(how).toContainText('You’re reading as a guest. Sign in to join the room.')

    await how.getByRole('link', { name: 'Create account' }).click()
    await fillSignUp(guest, { username: 'gil', email: mailOf('gil'), password })
    await guest.getByRole('button', { name: 'Create account' }).click()
    await expect(roomTitle(guest)).toHaveText('Plaza')
    await guest.getByRole('button', { name: 'Join room' }).click()
    await expect(composer(guest)).toBeVisible()
    await say(guest, 'glad to be in')
    await expectTalk(amy, ['everybody welcome', 'news while you read', 'glad to be in'])
    await expect(timeline(amy)).toContainText(/gil\W* joined/)
  })

  test('behind a proxy without WebSockets, or at an address that the relay refuses, sees what is wrong and who can fix it', async () => {
    await gather(stage, 'Pier', ['pia'])
    for (const [origin, words] of [
      [stage.relay.url, 'The server’s proxy doesn’t let live messages through.'],
      [null, 'This server doesn’t accept this address.'],
    ] as const) {
      const proxy = await startPlainProxy(stage.relay.url, origin)
      try {
        const guest = await stage.device({ baseURL: proxy.url })
        await guest.goto('/')
        await guest.getByRole('link', { name: 'Read' }).first().click()
        const told = guest.getByRole('alert').filter({ hasText: words })
        await expect(told).toContainText('Its administrator can')
        await guest.context().close()
      } finally {
        await proxy.stop()
      }
    }
  })

  test('a member whose new device is refused at this address sees the reason, and not only that they are offline', async () => {
    const member = await stage.device()
    // The answer that the relay gives to a page at another address. A browser does not let a test choose the `Origin`
    // header.
    await member.route('**/api/devices', (route) => route.fulfill({ status: 403, json: { error: 'foreign-origin' } }))
    await signUp(member, 'moe')
    const told = member.getByRole('alert').filter({ hasText: 'This server doesn’t accept this address.' })
    await expect(told).toContainText('Its administrator can')
    await member.unroute('**/api/devices')
    await told.getByRole('button', { name: 'Try now' }).click()
    await expect(member.getByText('Up to date')).toBeVisible()
    await expect(told).toHaveCount(0)
  })

  test('at a path below a host name, sees that Yabber needs its own host name, whether the proxy keeps the path or not', async () => {
    const stripped = (path: string) => (path.startsWith('/chat/') ? path.slice('/chat'.length) : null)
    const kept = (path: string) => (path.startsWith('/chat/') ? path : null)
    for (const passOn of [stripped, kept]) {
      const proxy = await startPlainProxy(stage.relay.url, null, passOn)
      try {
        const guest = await stage.device({ baseURL: proxy.url })
        await guest.goto('/chat/')
        await expect(guest.getByRole('heading', { name: 'Yabber couldn’t load' })).toBeVisible()
        await expect(guest.getByText('Yabber doesn’t work under a path')).toContainText('a host name of its own')
        await guest.context().close()
      } finally {
        await proxy.stop()
      }
    }
    const guest = await stage.device()
    for (const path of ['/chat/', '/chat/sign-in', `/chat/r/${'A'.repeat(22)}`]) {
      await guest.goto(path)
      await expect(guest.getByRole('heading', { name: 'Page not found' })).toBeVisible()
      await expect(guest.getByText('Yabber doesn’t work under a path')).toContainText('a host name of its own')
    }
    await guest.goto('/no/such/page')
    await expect(guest.getByText('Check the link and try again.')).toBeVisible()
    await expect(guest.getByText('under a path')).toHaveCount(0)
  })

  test('at a private room, a missing room or a missing page, sees what is wrong and a link back', async () => {
    const [amy] = await gather(stage, 'Closet', ['cleo'], { visibility: 'private' })
    await say(amy, 'nobody hears this')
    await expectSent(amy, 'nobody hears this', 'Sent')
    const closet = new URL(amy.url()).pathname

    const guest = await stage.device()
    await guest.goto(closet)
    await expect(guest.getByRole('heading', { name: 'Sign in to read this room' })).toBeVisible()
    await expect(guest.getByText('nobody hears this')).toHaveCount(0)
    await expect(guest.getByText('Closet')).toHaveCount(0)
    await guest.getByRole('link', { name: 'Public rooms' }).click()
    await expect(guest.getByRole('heading', { name: 'Public rooms' })).toBeVisible()

    const stranger = await newcomer(stage, 'dan')
    await stranger.goto(closet)
    await expect(stranger.getByRole('heading', { name: 'This room is private' })).toBeVisible()
    await stranger.getByRole('link', { name: 'Back to your rooms' }).click()
    await expect(stranger.getByRole('heading', { name: 'Find a room' })).toBeVisible()

    for (const page of [guest, stranger]) {
      await page.goto(`/r/${'A'.repeat(22)}`)
      await expect(page.getByRole('heading', { name: 'Room not found' })).toBeVisible()
      await page.goto('/no/such/page')
      await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
      await page.getByRole('link', { name: 'Back to your rooms' }).click()
      await expect(page).toHaveURL(/\/$/)
    }
  })

  test("signs in from a room's page and comes back to that room", async () => {
    const [amy] = await gather(stage, 'Corner', ['eva'])
    const guest = await stage.device()
    await guest.goto(new URL(amy.url()).pathname)
    await guest.getByRole('link', { name: 'Sign in' }).click()
    await guest.getByLabel('Username or e-mail').fill('eva')
    await guest.getByLabel('Password', { exact: true }).fill(password)
    await guest.getByRole('button', { name: 'Sign in' }).click()
    await expect(roomTitle(guest)).toHaveText('Corner')
    await expect(composer(guest)).toBeVisible()
  })
})
