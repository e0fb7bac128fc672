import type { Page } from 'playwright'
import { describe, test } from 'vitest'
import { enlist } from './people.ts'
import { setStage } from './set-stage.ts'
import { composer, enterRoom, expect, expectTalk, keptForOffline, myRooms, say, signUp } from './verbs.ts'

describe('an installed app', () => {
  const stage = setStage()

  test('the browser can install the app, and every icon is there', async () => {
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

  test('an app that was opened once starts without the relay, at any of its addresses, and draws all emoji', async () => {
    const profile = stage.profile()
    let page = await profile.open()
    await withoutSystemEmoji(page)
    await keptForOffline(page)
    await expect.poll(() => countFonts(page)).toBe(11)
    await profile.close()
    await stage.relay.kill('SIGKILL')
    page = await profile.open()
    await withoutSystemEmoji(page)
    await expect.poll(() => loadFont(page, '🦕')).toEqual(['loaded'])
    await expect(page.getByRole('heading', { name: /^Group chat that belongs/ })).toBeVisible()
    await page.goto('/sign-in')
    await page.getByLabel('Username or e-mail').fill('amy')
    await page.getByLabel('Password', { exact: true }).fill('whatever it is')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByText('Couldn’t reach the server. Sign in when you’re back online.')).toBeVisible()
    await stage.relay.start()
  })
})

describe('the app says when storage fails', () => {
  const stage = setStage()

  test('a full disk: the text stays in the field, and the app says so', async () => {
    stage.expected = /no space|AbortError/
    const page = await stage.device()
    await page.addInitScript(limitDisk)
    await enlist(stage, page, 'bob')
    await enterRoom(page, 'Shelf')
    await say(page, 'there is space')
    await expectTalk(page, ['there is space'])
    await fillDisk(page, true)
    await say(page, 'no space for this')
    await expect(page.getByText('This device is out of space')).toBeVisible()
    await expect(composer(page)).toHaveValue('no space for this')
    await page.reload()
    await expect(composer(page)).toHaveValue('no space for this')
    await expectTalk(page, ['there is space'])
    await composer(page).press('Enter')
    await expectTalk(page, ['there is space', 'no space for this'])
  })

  for (const [how, block] of [
    ['throws', throwOnOpen],
    ['fails', failOnOpen],
  ] as const)
    test(`storage that ${how} when opened: the app works while it is open, and says that messages will be lost`, async () => {
      stage.expected = /VersionError|blocked by the test/
      const page = await stage.device()
      await page.addInitScript(block)
      await signUp(page, `cleo-${how}`)
      await expect(page.getByText('Your browser is blocking storage')).toBeVisible()
      await enterRoom(page, `Air that ${how}`)
      await say(page, 'said into the air')
      await expectTalk(page, ['said into the air'])
      const other = await stage.device()
      await enlist(stage, other, `dan-${how}`)
      await enterRoom(other, `Air that ${how}`)
      await expectTalk(other, ['said into the air'])
    })

  test('the browser cleared the storage: the app gets the messages from the relay again', async () => {
    const page = await stage.device()
    await enlist(stage, page, 'eva')
    await enterRoom(page, 'Memory')
    await say(page, 'remember this')
    await expectTalk(page, ['remember this'])
    const devtools = await page.context().newCDPSession(page)
    await page.goto('/healthz') // a page that has no database open
    await devtools.send('Storage.clearDataForOrigin', { origin: stage.relay.url, storageTypes: 'indexeddb' })
    await page.goto('/')
    await expect(myRooms(page)).toContainText('remember this')
    await enterRoom(page, 'Memory')
    await expectTalk(page, ['remember this'])
    await say(page, 'and this')
    await expectTalk(page, ['remember this', 'and this'])
  })
})

/** Opens the page again as on a system that has no emoji. */
const withoutSystemEmoji = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    OffscreenCanvas.prototype.getContext = () => null
  })
  await page.reload()
}

const countFonts = (page: Page): Promise<number> =>
  page.evaluate(async () => (await (await caches.open('yabber/fonts')).keys()).length)

/** The parts of our font that the text needs, with what became of them. */
const loadFont = (page: Page, text: string): Promise<string[]> =>
  page.evaluate(async (text) => {
    const fonts = await document.fonts.load('16px yabber-emoji', text)
    return fonts.map(({ status }) => status)
  }, text)

/** The size at which the browser draws the image. An SVG has no size of its own, so the result is "any". */
const sizeOf = (page: Page, path: string): Promise<string> =>
  page.evaluate(async (src) => {
    const image = new Image()
    image.src = src
    await image.decode()
    return src.endsWith('.svg') ? 'any' : `${image.naturalWidth}x${image.naturalHeight}`
  }, path)

/**
 * Runs in the page: simulates a disk that can be full. A write begins, and its transaction aborts with the browser's
 * own error.
 */
const limitDisk = () => {
  const { put, add } = IDBObjectStore.prototype
  const failing = (write: typeof put) =>
    function (this: IDBObjectStore, ...what: Parameters<typeof put>) {
      const request = write.apply(this, what)
      const { transaction } = this
      if (!(window as unknown as { diskIsFull?: boolean }).diskIsFull) return request
      Object.defineProperty(transaction, 'error', {
        value: new DOMException('no space', 'QuotaExceededError'),
        configurable: true,
      })
      queueMicrotask(() => {
        try {
          transaction.abort()
        } catch {
          // Another write of the same transaction already aborted it.
        }
      })
      return request
    }
  IDBObjectStore.prototype.put = failing(put)
  IDBObjectStore.prototype.add = failing(add)
}

const fillDisk = (page: Page, full: boolean): Promise<void> =>
  page.evaluate((diskIsFull) => void Object.assign(window, { diskIsFull }), full)

/** Runs in the page: simulates settings that forbid a site to store anything. */
const throwOnOpen = () => {
  const open = () => {
    throw new DOMException('blocked by the test', 'SecurityError')
  }
  Object.defineProperty(IDBFactory.prototype, 'open', { value: open })
}

/**
 * Runs in the page: simulates some private windows, where opening a database fails. The browser gives such an error if
 * we ask for an older version than there is.
 */
const failOnOpen = () => {
  const open = IDBFactory.prototype.open
  open.call(indexedDB, 'newer than what is asked for', 2)
  Object.defineProperty(IDBFactory.prototype, 'open', {
    value: () => open.call(indexedDB, 'newer than what is asked for', 1),
  })
}
