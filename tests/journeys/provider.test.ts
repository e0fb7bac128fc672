import type { Page } from 'playwright'
import { afterAll, describe, test } from 'vitest'
import { clientId, clientSecret, LoginProvider } from '../world/provider.ts'
import { seriousInBothThemes } from './axe.ts'
import { setStage } from './set-stage.ts'
import { phone } from './stage.ts'
import { composer, enterRoom, expect, expectSent, myRooms, roomTitle, signIn, signOut, signUp } from './verbs.ts'

const provider = await new LoginProvider().start()
afterAll(() => provider.stop())

describe('a provider', () => {
  const stage = setStage({
    flags: ['--oidc-issuer', provider.issuer, '--oidc-client-id', clientId, '--oidc-name', 'Guild'],
    environment: { OIDC_CLIENT_SECRET: clientSecret },
  })

  for (const [size, options] of [
    ['desktop', {}],
    ['phone', phone],
  ] as const)
    test(`signs in a person who came to a room, and leads back to it (${size})`, async () => {
      const ada = await stage.device()
      await signUp(ada, `ada-${size}`)
      await enterRoom(ada, `Corner ${size}`)
      const room = new URL(ada.url()).pathname

      const page = await stage.device(options)
      await page.goto(`/sign-in?to=${encodeURIComponent(room)}`)
      await page.getByRole('link', { name: 'Sign in with Guild' }).click()
      await passProvider(page, `ben-${size}`)
      await expect(roomTitle(page)).toHaveText(`Corner ${size}`)
      await page.getByRole('button', { name: 'Join room' }).click()
      await expect(composer(page)).toBeVisible()
      await composer(page).fill('by another door')
      await page.getByRole('button', { name: 'Send' }).click()
      await expectSent(page, 'by another door', 'Sent')

      await page.goto('/')
      await signOut(page)
      await page.goto('/sign-up')
      await page.getByRole('link', { name: 'Sign up with Guild' }).click()
      // The provider still has a session for this person, so it does not ask again.
      await expect(page.getByRole('button', { name: new RegExp(`^Account of \\W*ben-${size}`) })).toBeVisible()
      await expect(myRooms(page)).toContainText(`Corner ${size}`)
    })

  test('a person who cancels there sees that, and can sign in another way', async () => {
    await signUp(await stage.device(), 'cleo')
    const page = await stage.device()
    await page.goto('/sign-in')
    await page.getByRole('link', { name: 'Sign in with Guild' }).click()
    await page.getByRole('link', { name: /cancel/i }).click()
    await expect(page.getByText('The provider didn’t sign you in, or you cancelled.')).toBeVisible()
    await signIn(page, 'cleo')
  })

  test('while the provider is down, the app says so, and everything else works', async () => {
    await signUp(await stage.device(), 'dan')
    await provider.stop()
    try {
      const page = await stage.device()
      await page.goto('/sign-in')
      await page.getByRole('link', { name: 'Sign in with Guild' }).click()
      await expect(page.getByText('The provider can’t be reached right now.')).toBeVisible()
      expect(await seriousInBothThemes(page)).toEqual([])
      await signIn(page, 'dan')
    } finally {
      await provider.start()
    }
  })
})

const passProvider = async (page: Page, login: string) => {
  await page.locator('input[name=login]').fill(login)
  await page.locator('input[name=password]').fill('whatever')
  await page.getByRole('button', { name: /sign-in/i }).click()
  await page.getByRole('button', { name: /continue/i }).click()
}
