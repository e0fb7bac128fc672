import type { BrowserContext, Page } from 'playwright'
import { password } from './folder.ts'

/** Signs in somebody who has a seat. From then on the app can start without a network. */
export const signIn = async (browser: BrowserContext, origin: string, username: string): Promise<Page> => {
  const page = browser.pages()[0] ?? (await browser.newPage())
  await page.goto(`${origin}/sign-in`)
  await page.locator('input[name=username]').fill(username)
  await page.locator('input[name=password]').fill(password)
  await page.locator('button[type=submit]').click()
  await page.getByRole('navigation', { name: 'My rooms' }).first().waitFor()
  await page.evaluate(async () => void (await navigator.serviceWorker.ready))
  return page
}
