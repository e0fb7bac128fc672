import type { Page } from 'playwright'
import { afterAll, describe, test } from 'vitest'
import { Installation } from './builds.ts'
import { enlist } from './people.ts'
import { setStage } from './set-stage.ts'
import { composer, enterRoom, expect, expectSent, expectTalk, keptForOffline, openRoom, say, soon } from './verbs.ts'

const installation = await Installation.make('yabber-updated')

describe('a new version', () => {
  const stage = setStage({ bundle: installation.bundle })
  afterAll(() => installation.remove())

  test('is offered and never forced, never mixes with the old one, and comes to all tabs at once', async () => {
    const tab1 = await stage.device()
    const asked: string[] = []
    await enlist(stage, tab1, 'amy')
    await enterRoom(tab1, 'Workshop')
    await say(tab1, 'on the old version')
    await keptForOffline(tab1)
    const tab2 = await tab1.context().newPage()
    await tab2.goto('/')
    // A page that reloads breaks off what it had not loaded yet.
    tab1.context().on('requestfailed', (request) => {
      if (request.failure()?.errorText !== 'net::ERR_ABORTED') asked.push(request.url())
    })
    const oldFiles = installation.assets

    await stage.relay.kill('SIGKILL')
    installation.release('next', ['Find a room', 'Find any room'])
    await stage.relay.start()
    await expect(tab1.getByText('Up to date')).toBeVisible(soon)
    await lookForUpdate(tab1)
    for (const tab of [tab1, tab2]) await expect(offer(tab)).toBeVisible(soon)

    await say(tab1, 'still the old version')
    await expectSent(tab1, 'still the old version', 'Sent', soon)
    await composer(tab1).fill('half a sentence')
    await tab2.reload()
    await expect(tab2.getByRole('heading', { name: 'Find a room' })).toBeVisible()
    await openRoom(tab2, 'Workshop')
    await expectTalk(tab2, ['on the old version', 'still the old version'])
    expect((await files(tab2)).filter((name) => !oldFiles.includes(name))).toEqual([])
    await offer(tab2).getByRole('button', { name: 'Later' }).click()
    await expect(offer(tab2)).toHaveCount(0)

    for (const tab of [tab1, tab2]) await hasLoadedAll(tab)
    await offer(tab1).getByRole('button', { name: 'Update now' }).click()
    for (const tab of [tab1, tab2]) {
      await expect.poll(() => isMadeOf(tab, 'next')).toBe(true)
      await expectTalk(tab, ['on the old version', 'still the old version'])
      await expect(offer(tab)).toHaveCount(0)
    }
    await expect(composer(tab1)).toHaveValue('half a sentence')
    await tab2.goto('/')
    await expect(tab2.getByRole('heading', { name: 'Find any room' })).toBeVisible()
    expect(asked.filter(isOfTheVersion)).toEqual([])
  })
})

const offer = (page: Page) => page.getByRole('status').filter({ hasText: 'A new version of Yabber is ready.' })

/** Parts of the emoji font come when they can, and are not part of a version. */
const isOfTheVersion = (url: string): boolean => url.includes('/assets/') && !url.endsWith('.woff2')

/** Looks for an update, as the browser does from time to time. */
const lookForUpdate = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await (await navigator.serviceWorker.ready).update()
  })

/** The hashed files that a page has loaded. */
const files = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .flatMap(({ name }) => (name.includes('/assets/') ? [name.slice(name.lastIndexOf('/') + 1)] : [])),
  )

/**
 * Waits until the page has loaded the parts that are not for its first picture. Chromium stops the old worker to start
 * the new one. If a page needs a file at that moment, it starts the old one again and keeps it until that has been idle
 * for a while.
 */
const hasLoadedAll = async (page: Page): Promise<void> => {
  let before = -1
  await expect
    .poll(
      async () => {
        const now = (await files(page)).length
        const isSame = now === before
        before = now
        return isSame
      },
      { intervals: [1_000] },
    )
    .toBe(true)
}

/** A page that is just reloading has no files yet. */
const isMadeOf = async (page: Page, mark: string): Promise<boolean> => {
  const names = await files(page).catch(() => [])
  return names.length > 0 && names.every((name) => name.includes(mark))
}
