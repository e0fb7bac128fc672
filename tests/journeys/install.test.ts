import type { Page } from 'playwright'
import { describe, test } from 'vitest'
import { setStage } from './stage.ts'
import { composer, enterRoom, expect, expectTalk, keptForOffline, myRooms, say, signUp, timeline } from './verbs.ts'

describe('what a person can do, 7: installed', () => {
  const stage = setStage()

  test('the browser finds nothing that keeps the app from being installed, and every icon is there', async () => {
    const page = await stage.profile().open()
    await keptForOffline(page)
    const devtools = await page.context().newCDPSession(page)
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors')
    expect(installabilityErrors).toEqual([])
    const { errors, data } = await devtools.send('Page.getAppManifest')
    expect(errors).toEqual([])
    const manifest = JSON.parse(data ?? '') as { icons: { src: string; sizes: string; purpose?: string }[] }
    expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true)
    for (const { src, sizes } of manifest.icons) expect(await sizeOf(page, src)).toBe(sizes)
  })

  test('once opened it starts with the relay gone, at any of its addresses', async () => {
    const profile = stage.profile()
    let page = await profile.open()
    await keptForOffline(page)
    await profile.close()
    await stage.relay.kill('SIGKILL')
    page = await profile.open()
    await expect(page.getByRole('heading', { name: /^Group chat that belongs/ })).toBeVisible()
    await page.goto('/sign-in')
    await page.getByLabel('User name or e-mail').fill('amy')
    await page.getByLabel('Password', { exact: true }).fill('whatever it is')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByText('The relay cannot be reached. Sign in when you are back online.')).toBeVisible()
    await stage.relay.start()
  })
})

describe('what a person can do, 5: storage that fails is said on screen', () => {
  const stage = setStage()

  test('a full disk: the words stay, and the app says so', async () => {
    const page = await stage.device()
    await signUp(page, 'bob')
    await enterRoom(page, 'Shelf')
    await say(page, 'there is space')
    await expectTalk(page, ['there is space'])
    const devtools = await page.context().newCDPSession(page)
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: stage.relay.url, quotaSize: 1 })
    const words = `no space for this: ${'long '.repeat(2_000)}`.trim()
    await say(page, words)
    await expect(page.getByText('This device is out of space')).toBeVisible()
    await expect.poll(() => heard(page)).toContain('no space for this')

    await devtools.send('Storage.overrideQuotaForOrigin', { origin: stage.relay.url })
    await page.reload()
    await expect(timeline(page)).toContainText('there is space')
    await expect.poll(() => heard(page)).toContain('no space for this')
  })

  test('storage that is blocked: the app works while it is open, and says what that means', async () => {
    const page = await stage.device()
    await page.addInitScript(() => {
      const open = () => {
        throw new DOMException('blocked by the test', 'SecurityError')
      }
      Object.defineProperty(IDBFactory.prototype, 'open', { value: open })
    })
    await signUp(page, 'cleo')
    await expect(page.getByText('The browser lets Yabber keep nothing here')).toBeVisible()
    await enterRoom(page, 'Air')
    await say(page, 'said into the air')
    await expectTalk(page, ['said into the air'])
    const other = await stage.device()
    await signUp(other, 'dan')
    await enterRoom(other, 'Air')
    await expectTalk(other, ['said into the air'])
  })

  test('storage that was cleared by the browser: what the relay has comes again', async () => {
    const page = await stage.device()
    await signUp(page, 'eva')
    await enterRoom(page, 'Memory')
    await say(page, 'remember this')
    await expectTalk(page, ['remember this'])
    const devtools = await page.context().newCDPSession(page)
    await page.goto('/healthz')
    await devtools.send('Storage.clearDataForOrigin', { origin: stage.relay.url, storageTypes: 'indexeddb' })
    await page.goto('/')
    await expect(myRooms(page)).toContainText('remember this')
    await enterRoom(page, 'Memory')
    await expectTalk(page, ['remember this'])
    await say(page, 'and this')
    await expectTalk(page, ['remember this', 'and this'])
  })
})

/** The timeline and what stands in the composer: somewhere the words must be. */
const heard = async (page: Page): Promise<string> =>
  `${await timeline(page).innerText()} ${await composer(page).inputValue()}`

/** As the browser draws it; vectors have no size of their own. */
const sizeOf = (page: Page, path: string): Promise<string> =>
  page.evaluate(async (src) => {
    const image = new Image()
    image.src = src
    await image.decode()
    return src.endsWith('.svg') ? 'any' : `${image.naturalWidth}x${image.naturalHeight}`
  }, path)
