import type { Page } from 'playwright'
import { describe, test } from 'vitest'
import { gather, returning } from './people.ts'
import { setStage } from './set-stage.ts'
import { phone } from './stage.ts'
import { expect, expectSent, expectTalk, openRoom, password, roomTitle, say } from './verbs.ts'

const deviceOf = (page: Page) => page.evaluate(async () => String((await (await fetch('/api/me')).json()).device))
const takeOff = (page: Page, device: string) =>
  page.evaluate(async (device) => {
    const headers = { 'content-type': 'application/json' }
    return (await fetch('/api/account/devices/end', { method: 'POST', headers, body: JSON.stringify({ device }) }))
      .status
  }, device)

describe('a device that was removed', () => {
  const stage = setStage()

  test('says that it is signed out, keeps unsent messages, and signs in again with a new key', async () => {
    const [desktop] = await gather(stage, 'Garden', ['ann'])
    const handheld = await returning(stage, 'ann', phone)
    await openRoom(handheld, 'Garden')
    await say(handheld, 'from the phone')
    await expectTalk(desktop, ['from the phone'])
    const old = await deviceOf(handheld)

    expect(await takeOff(desktop, old)).toBe(204)
    await expect(handheld.getByRole('link', { name: 'Sign in' })).toBeVisible()
    await say(handheld, 'while it was off')
    await expectSent(handheld, 'while it was off', 'Sending…')

    await handheld.getByRole('link', { name: 'Sign in' }).click()
    await handheld.getByLabel('Password', { exact: true }).fill(password)
    await handheld.getByRole('button', { name: 'Sign in' }).click()
    await expect(roomTitle(handheld)).toHaveText('Garden')
    await expectTalk(desktop, ['from the phone', 'while it was off'])
    await expectSent(handheld, 'while it was off', 'Sent')
    expect(await deviceOf(handheld)).not.toBe(old)

    await say(handheld, 'and on')
    await expectTalk(desktop, ['from the phone', 'while it was off', 'and on'])
    await handheld.reload()
    await expectTalk(handheld, ['from the phone', 'while it was off', 'and on'])
  })
})
