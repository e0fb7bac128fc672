import type { CDPSession, Page } from 'playwright'
import { describe, test } from 'vitest'
import { seriousInBothThemes } from './axe.ts'
import { setStage } from './set-stage.ts'
import { sizes } from './stage.ts'
import { expect, myRooms, password, signOut, signUp } from './verbs.ts'

describe('passkeys', () => {
  const stage = setStage()
  /** Passkeys are bound to a domain name, so they do not work at an IP address. */
  const named = () => ({ baseURL: `http://localhost:${stage.relay.port}` })

  for (const [size, options] of sizes)
    test(`a passkey is added, signs in without a password, is renamed and removed, and then opens nothing (${size})`, async () => {
      const page = await stage.device({ ...options, ...named() })
      await giveAuthenticator(page)
      await signUp(page, `ada-${size}`)
      await showPasskeys(page)
      await expect(page.getByText('You don’t have any passkeys yet.')).toBeVisible()
      await addPasskey(page, 'Thumb')
      await expect(line(page, 'Thumb')).toContainText('not used yet')
      expect(await seriousInBothThemes(page)).toEqual([])

      await signOutFrom(page)
      await signInByPasskey(page)
      await expect(myRooms(page)).toBeVisible()
      await showPasskeys(page)
      await expect(line(page, 'Thumb')).toContainText('Last used')

      await page.getByRole('button', { name: /^Rename \W*Thumb/ }).click()
      const [role, first] = size === 'phone' ? (['button', 'Rename'] as const) : (['textbox', 'Name'] as const)
      await expect(page.getByRole('dialog').getByRole(role, { name: first })).toBeFocused()
      await page.getByRole('dialog').getByLabel('Name').fill('Left thumb')
      await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
      await expect(line(page, 'Left thumb')).toBeVisible()
      await signOutFrom(page)
      await signInByPasskey(page, `ada-${size}`)
      await expect(myRooms(page)).toBeVisible()

      await showPasskeys(page)
      await page.getByRole('button', { name: /^Remove \W*Left thumb/ }).click()
      await expect(page.getByRole('dialog').getByRole('button', { name: 'Cancel' })).toBeFocused()
      expect(await seriousInBothThemes(page)).toEqual([])
      await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
      await expect(page.getByText('You don’t have any passkeys yet.')).toBeVisible()
      await signOutFrom(page)
      await signInByPasskey(page)
      await expect(
        page.getByText('That passkey doesn’t belong to an account here. It may have been removed.'),
      ).toBeVisible()
    })

  test('a person who cancels stays where they were, and no passkey is created', async () => {
    const page = await stage.device(named())
    const { refuse } = await giveAuthenticator(page)
    await signUp(page, 'bea')
    await refuse()
    await showPasskeys(page)
    await addPasskey(page, 'Face')
    await expect(page.getByText('No passkey was created.')).toBeVisible()
    await expect(page.getByText('You don’t have any passkeys yet.')).toBeVisible()
    await signOutFrom(page)
    await signInByPasskey(page)
    await expect(page.getByText('No passkey was chosen.')).toBeVisible()
  })

  test("where passkeys can't work, the page says so quietly and offers the password", async () => {
    const page = await stage.device()
    await page.goto('/sign-in')
    await expect(page.getByText(/^Passkeys need a host name/)).toBeVisible()
    await expect(page.getByRole('button', { name: 'Sign in with a passkey' })).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  })
})

const giveAuthenticator = async (page: Page) => {
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { refuse: () => refuseWith(cdp, authenticatorId) }
}

const refuseWith = (cdp: CDPSession, authenticatorId: string) =>
  cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })

const showPasskeys = async (page: Page) => {
  await page.goto('/settings/passkeys')
  await expect(page.getByRole('button', { name: 'Add a passkey' })).toBeVisible()
}

/** Adds a passkey. The person has just created their account and is asked for the password. */
const addPasskey = async (page: Page, name: string) => {
  await page.getByLabel('Passkey name (optional)').fill(name)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByText('Enter your password first. If you don’t have one, sign in again.')).toBeVisible()
  await page.getByLabel('Your password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
}

const signOutFrom = async (page: Page) => {
  await page.goto('/')
  await signOut(page)
}

const signInByPasskey = async (page: Page, username = '') => {
  await page.goto('/sign-in')
  await page.getByLabel('Username or e-mail').fill(username)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
}

const line = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Passkeys' }).getByRole('listitem').filter({ hasText: name })
