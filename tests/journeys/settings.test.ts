import { setTimeout } from 'node:timers/promises'
import { describe, test } from 'vitest'
import { act, enlist, makeRoom, newcomer, newcomers, returning } from './people.ts'
import { setStage } from './set-stage.ts'
import { sizes } from './stage.ts'
import { addMember, expect, fillSignIn, keptForOffline, mailOf, password, showMembers } from './verbs.ts'

const stage = setStage()
const next = 'six slow otters'

test.each(sizes)(
  'without mail, an admin can make a password link and end an account, on a %s',
  async (size, options) => {
    const admin = size === 'desktop' ? await newcomer(stage, 'keeper') : await returning(stage, 'keeper', options)
    const name = `member-${size}`
    const other = await newcomer(stage, name, options)
    await other.goto('/settings')
    await expect(other.getByRole('link', { name: 'Profile' })).toBeVisible()
    await expect(other.getByRole('link', { name: 'Admin' })).toHaveCount(0)

    await admin.goto('/settings')
    await admin.getByRole('link', { name: 'Admin' }).click()
    const forgotten = admin.getByRole('region', { name: 'Reset someone’s password' })
    await forgotten.getByLabel('Username', { exact: true }).fill('nobody-at-all')
    await admin.getByRole('button', { name: 'Create link' }).click()
    await expect(admin.getByText('No one here has that name.')).toBeVisible()
    await forgotten.getByLabel('Username', { exact: true }).fill(name)
    await admin.getByRole('button', { name: 'Create link' }).click()
    const handed = admin.getByLabel(/^Give this link only to them/)
    await expect(handed).toHaveValue(/\/reset#[\w-]{22}$/)
    const link = await handed.inputValue()

    const forgetful = await stage.device(options)
    await forgetful.goto('/forgotten')
    await forgetful.getByLabel('Username or e-mail').fill(name)
    await forgetful.getByRole('button', { name: 'Send me a link' }).click()
    await expect(forgetful.getByRole('heading', { name: 'Ask the server’s administrator' })).toBeVisible()
    await forgetful.goto(new URL(link).pathname + new URL(link).hash)
    await forgetful.getByLabel('New password').fill(next)
    await forgetful.getByRole('button', { name: 'Set password' }).click()
    await expect(forgetful.getByRole('button', { name: new RegExp(`^Account of \\W*${name}`) })).toBeVisible()

    await admin.getByLabel('Username of the account').fill(`@${name}`)
    await admin.getByRole('button', { name: 'Close account…' }).click()
    await admin.getByRole('dialog').getByRole('button', { name: 'Close account' }).click()
    await expect(admin.getByText('Account closed.')).toBeVisible()
    await other.goto('/')
    await expect(other.getByText(/^An administrator closed your account/)).toBeVisible()
    await expect(other.getByRole('link', { name: 'Sign in again' })).toHaveCount(0)
    await other.goto('/sign-in')
    await fillSignIn(other, name, next)
    await expect(other.getByText('Incorrect username or password.')).toBeVisible()
  },
)

describe.each(sizes)('settings, on a %s', (size, options) => {
  test('pages that need the network say so quietly while there is none', async () => {
    const page = await newcomer(stage, `off${size}`, options)
    await keptForOffline(page)
    await page.goto('/settings/password')
    await expect(page.getByLabel('Current password')).toBeVisible()
    await page.context().setOffline(true)
    await page.reload()
    await expect(page.getByText('You’re offline. This page needs a connection.')).toBeVisible()
    await page.getByLabel('Current password').fill(password)
    await page.getByLabel('New password').fill('seven slow herons')
    await page.getByRole('button', { name: 'Change password' }).click()
    await expect(page.getByText('Couldn’t reach the server. Try again when you’re back online.')).toBeVisible()
    await page.goto('/settings/blocked')
    await expect(page.getByText('You haven’t blocked anyone.')).toBeVisible()
    await page.context().setOffline(false)
  })

  test('the name of a device has the width of the page, and is not squeezed by what can be done about it', async () => {
    const page = await stage.device(options)
    // The list is shown before the relay knows this device, and has it soon after.
    await page.route('**/api/devices', async (route) => {
      await setTimeout(2_000)
      await route.continue()
    })
    await enlist(stage, page, `device${size}`)
    await page.goto('/settings/devices')
    const device = page.getByRole('region', { name: 'Devices' }).getByRole('listitem')
    await expect(device).toHaveCount(1)
    const share = () => device.evaluate((line) => (line.querySelector('p')?.clientWidth ?? 0) / line.clientWidth)
    await expect.poll(share).toBeGreaterThan(size === 'phone' ? 0.85 : 0.5)
  })

  test('a new e-mail address needs the password, and waits for confirmation', async () => {
    const page = await newcomer(stage, `mail${size}`, options)
    await page.goto('/settings/email')
    await expect(page.getByText(mailOf(`mail${size}`))).toBeVisible()
    // This relay has no mail server, so nobody should wait for a link.
    await expect(page.getByText(/^This server can’t send e-mail, so it can’t confirm your address\./)).toBeVisible()
    await expect(page.getByText('Not confirmed yet.')).toHaveCount(0)
    await page.getByLabel('New e-mail').fill(`new-${size}@example.org`)
    await page.getByLabel('Your password').fill('not it at all')
    await page.getByRole('button', { name: 'Change e-mail' }).click()
    await expect(page.getByLabel('Your password')).toHaveAccessibleDescription('That’s not your password.')
    await page.getByLabel('Your password').fill(password)
    await page.getByRole('button', { name: 'Change e-mail' }).click()
    await expect(page.getByText(/isn’t confirmed yet/)).toContainText(`new-${size}@example.org`)
    await expect(page.getByText(mailOf(`mail${size}`))).toBeVisible()
  })
})

test('the app says so when the relay refuses a change of status or presence', async () => {
  const page = await newcomer(stage, 'refused1')
  await page.route('**/api/acts', (route) => route.fulfill({ status: 422, json: { error: 'bad-body' } }))
  await page.goto('/settings/presence')
  const sentence = 'The server couldn’t read it.'
  const shows = page.getByLabel(/^Show when I was last seen/)
  await shows.click()
  await expect(page.getByRole('region', { name: 'Presence' }).getByText(sentence)).toBeVisible()
  await expect(shows).toBeChecked()
  const status = page.getByRole('region', { name: 'Status' })
  await status.getByRole('button', { name: 'At lunch' }).click()
  await status.getByRole('button', { name: 'Set status' }).click()
  await expect(status.getByText(sentence)).toBeVisible()
})

test.each(sizes)(
  "a person who only lets strangers invite them can't be added by strangers, on a %s",
  async (size, options) => {
    const name = `shy-${size}`
    const [host, shy] = await newcomers(stage, [`host-${size}`, name], { on: options })
    const square = await makeRoom(stage, host, `Square ${size}`, 'public')
    await act(stage, shy, { do: 'join', room: square })
    await shy.goto('/settings/privacy')
    const setting = shy.getByLabel(/^Only people who share a private room with me can add me/)
    await setting.check()
    await expect(shy.getByRole('region', { name: 'Privacy' }).getByText('Saved')).toBeVisible()

    await host.goto(`/r/${await makeRoom(stage, host, `Den ${size}`)}`)
    const pane = await showMembers(host)
    await pane.getByLabel('Add someone by username').fill(name)
    await pane.getByRole('button', { name: 'Add', exact: true }).click()
    await expect(pane.getByText('They can only be invited. Send them an invite link.')).toBeVisible()
    await shy.reload()
    await expect(setting).toBeChecked()
    await setting.uncheck()
    await expect(shy.getByRole('region', { name: 'Privacy' }).getByText('Saved')).toBeVisible()
    await addMember(host, name)
  },
)
