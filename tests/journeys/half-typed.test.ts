import type { Page, Route } from 'playwright'
import { describe, test } from 'vitest'
import { enlist } from './people.ts'
import { setStage } from './set-stage.ts'
import { enterRoom, expect, openSettings, roomTitle, signIn } from './verbs.ts'

const isAct = (route: Route, what: string): boolean =>
  (route.request().postDataJSON() as { act: { do: string } }).act.do === what

/** Holds back the requests for this act until the returned function is called. */
const hold = async (page: Page, what: string): Promise<() => void> => {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.context().route('**/api/acts', async (route) => {
    if (isAct(route, what)) await released
    await route.fallback()
  })
  return release
}

describe('half-typed text stays', () => {
  const stage = setStage()

  test('in the status, while another device changes the profile', async () => {
    const [here, there] = [await stage.device(), await stage.device()]
    await enlist(stage, here, 'amy')
    await signIn(there, 'amy')
    const text = here.getByLabel('What’s your status?')
    await here.goto('/settings/presence')
    await text.fill('away')
    await here.getByRole('button', { name: 'Set status' }).click()
    await expect(here.getByRole('button', { name: 'Clear status' })).toBeVisible()
    await expect(here.getByText('Saved.')).toBeVisible()

    await text.fill('half a sen')
    await there.goto('/settings/profile')
    await there.getByLabel('Name', { exact: true }).fill('Amelia')
    await there.getByRole('button', { name: 'Save' }).click()
    await expect(here.getByRole('button', { name: /^Account of \W*Amelia/ })).toBeVisible()
    await expect(text).toHaveValue('half a sen')

    await here.reload()
    await expect(text).toHaveValue('away')
    await there.goto('/settings/presence')
    await there.getByLabel('What’s your status?').fill('back')
    await there.getByRole('button', { name: 'Set status' }).click()
    await expect(text).toHaveValue('back')
  })

  test('in the profile, when the relay refuses it', async () => {
    const page = await stage.device()
    await page
      .context()
      .route('**/api/acts', (route) =>
        isAct(route, 'profile') ? route.fulfill({ status: 403, json: { error: 'not-allowed' } }) : route.fallback(),
      )
    await enlist(stage, page, 'bob')
    await page.goto('/settings/profile')
    await page.getByLabel('Name', { exact: true }).fill('Robert')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText('You don’t have permission to do that in this room.')).toBeVisible()
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Robert')
  })

  test('in the profile, which says "Saved" only after the relay has it', async () => {
    const page = await stage.device()
    const release = await hold(page, 'profile')
    await enlist(stage, page, 'dan')
    await page.goto('/settings/profile')
    await page.getByLabel('Name', { exact: true }).fill('Daniel')
    const asked = page.waitForRequest(/\/api\/acts$/)
    await page.getByRole('button', { name: 'Save' }).click()
    await asked
    await expect(page.getByText('Saved')).toHaveCount(0)
    release()
    await expect(page.getByText('Saved.')).toBeVisible()
    await expect(page.getByRole('button', { name: /^Account of \W*Daniel/ })).toBeVisible()
  })

  test("in a room's settings, while an earlier change is being saved", async () => {
    const page = await stage.device()
    const release = await hold(page, 'change')
    await enlist(stage, page, 'cy')
    await enterRoom(page, 'Quay')
    const settings = await openSettings(page)
    await settings.getByLabel('Name', { exact: true }).fill('Pier')
    await settings.getByRole('button', { name: 'Save' }).click()
    await settings.getByLabel('Topic').fill('boats and')
    release()
    await expect(roomTitle(page)).toHaveText('Pier')
    await expect(settings.getByText('Saved.')).toBeVisible()
    await expect(settings.getByLabel('Topic')).toHaveValue('boats and')
  })
})
