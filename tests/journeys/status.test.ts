import { describe, test } from 'vitest'
import { act, makeRoom, newcomer } from './people.ts'
import { setStage } from './set-stage.ts'
import { sizes } from './stage.ts'
import { expect, roomLine, signIn } from './verbs.ts'

describe.each(sizes)('while there is no network, the screen says so and offers to try now, %s', (size, options) => {
  const stage = setStage()

  test('in the list and in a room', async () => {
    // The longest times of day.
    const page = await newcomer(stage, 'amy', { ...options, locale: 'en-US' })
    const room = await makeRoom(stage, page, 'Harbour')
    await act(stage, page, { do: 'change', room, topic: 'Boats, and who sails them' })
    await page.goto(`/r/${room}`)
    const head = page.locator('.room-head')
    const foot = page.locator('.lobby-foot')
    const about = page.locator('.room-about')
    await expect(about).toBeVisible()
    await stage.relay.kill('SIGKILL')

    if (size === 'phone') {
      // There is one line: what is wrong takes the place of what the room is about.
      await expect(head.getByRole('status')).toContainText('Offline')
      await expect(head.getByRole('button', { name: 'Try now' })).toBeInViewport({ ratio: 1 })
      await expect(about).toBeHidden()
      await page.getByRole('link', { name: 'Back to rooms' }).click()
    }
    await expect(foot.getByRole('status')).toContainText(/Offline · reconnecting… · last synced .*M/)
    const [button, place] = await Promise.all([
      foot.getByRole('button', { name: 'Try now' }).boundingBox(),
      foot.boundingBox(),
    ])
    expect(button!.x + button!.width).toBeLessThanOrEqual(place!.x + place!.width)
    if (size === 'desktop') {
      // The list beside the room says it already.
      await expect(head.locator('.status-trouble')).toHaveCount(1)
      await expect(head.getByRole('button', { name: 'Try now' })).toHaveCount(0)
      await expect(about).toBeVisible()
    }
  })
  test("a device that hasn't heard of any rooms from the relay yet says so", async () => {
    const home = await newcomer(stage, 'bea', options)
    await makeRoom(stage, home, 'Quay')
    const page = await stage.device(options)
    await page.routeWebSocket(/\/sync/, (socket) => socket.close())
    await page.goto('/')
    await signIn(page, 'bea')
    await expect(page.getByText('Your rooms aren’t on this device yet.')).toBeVisible()
    await expect(page.getByText('You’re not in any rooms yet.')).toHaveCount(0)
    const other = await page.context().newPage()
    await other.goto('/')
    await expect(roomLine(other, 'Quay')).toBeVisible()
  })
})
