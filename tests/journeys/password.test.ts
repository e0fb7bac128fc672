import type { Page } from 'playwright'
import { afterAll, describe, test } from 'vitest'
import { linkIn, startMailServer } from '../world/mail-server.ts'
import { seriousInBothThemes } from './axe.ts'
import { newcomer } from './people.ts'
import { setStage } from './set-stage.ts'
import { phone, sizes } from './stage.ts'
import { expect, fillSignIn, mailOf, myRooms } from './verbs.ts'

const next = 'six slow otters'
const newPassword = 'Reset your Yabber password'
const mail = await startMailServer()
afterAll(() => mail.stop())

const askForLink = async (page: Page, login: string) => {
  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await expect(page.getByRole('heading', { name: 'Reset your password' })).toBeVisible()
  await page.getByLabel('Username or e-mail').fill(login)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await expect(page.getByRole('heading', { name: 'Check your e-mail' })).toBeVisible()
}
const choose = async (page: Page, password: string) => {
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: 'Set password' }).click()
}
/** Opens the path of a link at the address that this test uses. */
const here = (page: Page, link: string) => page.goto(new URL(link).pathname + new URL(link).hash)
const expectNothingSerious = async (page: Page) => expect(await seriousInBothThemes(page)).toEqual([])

describe('a forgotten password', () => {
  const stage = setStage({ flags: ['--smtp', mail.url] })

  for (const [size, options] of sizes)
    test(`is reset with a mailed link, on ${size}`, async () => {
      const name = `ann-${size}`
      const old = await newcomer(stage, name)
      const page = await stage.device(options)
      await askForLink(page, name)
      await expectNothingSerious(page)

      const link = linkIn(await mail.newest(mailOf(name), newPassword))
      await here(page, link)
      await choose(page, 'password123')
      await expect(page.getByText('This password is too easy to guess.')).toBeVisible()
      await choose(page, next)
      await expect(myRooms(page)).toBeVisible()
      await expect(page).not.toHaveURL(/#/)

      await expect(old.getByRole('link', { name: 'Sign in' })).toBeVisible()
      await old.goto('/sign-in')
      await fillSignIn(old, name)
      await expect(old.getByText('Incorrect username or password.')).toBeVisible()
      await fillSignIn(old, name, next)
      await expect(myRooms(old)).toBeVisible()

      const late = await stage.device(options)
      await here(late, link)
      await choose(late, 'seven warm buns')
      await expect(late.getByRole('heading', { name: 'This link no longer works' })).toBeVisible()
      await expect(late.getByText('This link was already used.')).toBeVisible()
      await expectNothingSerious(late)
    })

  test('looks the same when nobody has that name', async () => {
    await askForLink(await stage.device(), 'nobody-at-all')
  })

  test('the owner of a new account confirms the e-mail address with a click', async () => {
    const page = await newcomer(stage, 'ben')
    await page.goto('/settings/email')
    await expect(page.getByText('Not confirmed yet.')).toBeVisible()
    await expect(page.getByText(/^This server can’t send e-mail/)).toHaveCount(0)
    await here(page, linkIn(await mail.newest(mailOf('ben'), 'Confirm your e-mail for Yabber')))
    await expectNothingSerious(page)
    await page.getByRole('button', { name: 'Confirm e-mail' }).click()
    await expect(page.getByText(`${mailOf('ben')} is now the e-mail of ben.`)).toBeVisible()
    await expectNothingSerious(page)
    await page.reload()
    await page.getByRole('button', { name: 'Confirm e-mail' }).click()
    await expect(page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible()
  })
})

describe('a phone is signed in from a desktop', () => {
  const stage = setStage()
  const makeLink = (desktop: Page) =>
    desktop.evaluate(async () => {
      const headers = { 'content-type': 'application/json' }
      const made = await fetch('/api/account/link', { method: 'POST', headers, body: '{}' })
      return (await made.json()) as { id: string; token: string }
    })
  const stateOf = (desktop: Page, id: string) =>
    desktop.evaluate(async (id) => (await (await fetch(`/api/account/link/${id}`)).json()).state, id)

  test('a link says whose account it opens, and works once', async () => {
    const desktop = await newcomer(stage, 'cleo')
    const { id, token } = await makeLink(desktop)
    const handheld = await stage.device(phone)
    await handheld.goto(`/link#${token}`)
    await expect(handheld.getByRole('heading', { name: 'Sign in as cleo?' })).toBeVisible()
    await expectNothingSerious(handheld)
    expect(await stateOf(desktop, id)).toBe('waiting')
    await handheld.getByRole('button', { name: 'Sign in on this device' }).click()
    await expect(myRooms(handheld)).toBeVisible()
    expect(await stateOf(desktop, id)).toBe('used')

    const second = await stage.device(phone)
    await second.goto(`/link#${token}`)
    await expect(second.getByRole('heading', { name: 'This link no longer works' })).toBeVisible()
    // Another link may be opened in the same tab.
    await second.goto(`/link#${(await makeLink(desktop)).token}`)
    await expect(second.getByRole('heading', { name: 'Sign in as cleo?' })).toBeVisible()
  })

  test('a link says who will be signed out if somebody else is signed in', async () => {
    const desktop = await newcomer(stage, 'dora')
    const handheld = await newcomer(stage, 'emil', phone)
    await handheld.goto(`/link#${(await makeLink(desktop)).token}`)
    await expect(handheld.getByText('emil will be signed out on this device.')).toBeVisible()
    await handheld.getByRole('button', { name: 'Sign in on this device' }).click()
    await expect(handheld.getByRole('button', { name: /^Account of \W*dora/ })).toBeVisible()
  })
})
