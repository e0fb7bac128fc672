import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import type { Page } from 'playwright'
import { describe, test } from 'vitest'
import { databasesOn } from './disk.ts'
import { enlist } from './people.ts'
import { choosePicture, drawnPicture, usePicture } from './pictures.ts'
import { setStage } from './set-stage.ts'
import { sizes } from './stage.ts'
import {
  answered,
  enterRoom,
  expect,
  fillSignIn,
  membersPane,
  message,
  password,
  say,
  showMembers,
  soon,
} from './verbs.ts'

const stage = setStage()

const remove = async (page: Page, username: string, what: 'Keep my messages' | 'Delete all my messages') => {
  await page.goto('/settings/delete')
  await page.getByLabel(what).check()
  await page.getByLabel(/^Type your username/).fill(username)
  await page.getByLabel('Your password').fill(password)
  await page.getByRole('button', { name: 'Delete my account' }).click()
  await expect(page.getByRole('heading', { name: /^Group chat that belongs/ })).toBeVisible()
}

describe.each(sizes)('deleting an account, on a %s', (size, options) => {
  const [ada, bob] = [`ann${size}`, `ben${size}`]

  test('people can save all their data in one file first', async () => {
    const page = await stage.device(options)
    await enlist(stage, page, `${ada}x`)
    await enterRoom(page, `Trunk ${size}`)
    await say(page, 'take me with you')
    await expect(message(page, 'take me with you').locator('.send-mark')).toHaveAttribute('title', 'Sent')
    await page.goto('/settings/profile')
    await choosePicture(page, await drawnPicture(page))
    await answered(page, { do: 'profile' }, () => usePicture(page))
    await page.goto('/settings/export')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export my data' }).click(),
    ])
    expect(download.suggestedFilename()).toBe(`yabber-${ada}x.zip`)
    const files = unzipSync(readFileSync(await download.path()))
    const account = strFromU8(files['account.json']!)
    expect(account).toContain('take me with you')
    expect(account).toContain(`Trunk ${size}`)
    expect(Object.keys(files).filter((name) => name.startsWith('pictures/'))).toHaveLength(1)
  })

  test('people can leave their messages, under the name "Deleted user"', async () => {
    const [hers, his] = [await stage.device(options), await stage.device()]
    await enlist(stage, his, bob)
    await enterRoom(his, `Keep ${size}`)
    await enlist(stage, hers, ada)
    await enterRoom(hers, `Keep ${size}`)
    await say(hers, 'words that stay')
    await expect(message(his, 'words that stay')).toBeVisible()

    await hers.goto('/settings/delete')
    await hers.getByRole('button', { name: 'Delete my account' }).click()
    await expect(hers.getByLabel(/^Type your username/)).toHaveAccessibleDescription(`Type ${ada} to confirm.`)
    await remove(hers, ada, 'Keep my messages')
    await expect(message(his, 'words that stay').locator('.message-author')).toHaveText('Deleted user', soon)
    await showMembers(his)
    await expect(membersPane(his).locator('.member', { hasText: ada })).toHaveCount(0)
    await hers.goto('/sign-in')
    await fillSignIn(hers, ada)
    await expect(hers.getByText('Incorrect username or password.')).toBeVisible()
    await expect.poll(() => databasesOn(hers)).toEqual([])
  })

  test('people can delete all their messages with it', async () => {
    const [hers, his] = [await stage.device(options), await stage.device()]
    await enlist(stage, his, `${bob}2`)
    await enterRoom(his, `Gone ${size}`)
    await say(his, 'mine stays')
    await enlist(stage, hers, `${ada}2`)
    await enterRoom(hers, `Gone ${size}`)
    await say(hers, 'words that go')
    await expect(message(his, 'words that go')).toBeVisible()
    await remove(hers, `${ada}2`, 'Delete all my messages')
    await expect(message(his, 'words that go')).toHaveCount(0, soon)
    await expect(message(his, 'mine stays')).toBeVisible()
    await his.reload()
    await expect(message(his, 'mine stays')).toBeVisible()
    await expect(message(his, 'words that go')).toHaveCount(0)
  })
})
