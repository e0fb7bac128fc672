import type { Locator, Page } from 'playwright'
import { expect } from './verbs.ts'

/** A finger on the screen, until it is lifted. */
const finger = async (page: Page) => {
  const session = await page.context().newCDPSession(page)
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points })
  return {
    down: (x: number, y: number) => send('touchStart', [{ x, y }]),
    move: (x: number, y: number) => send('touchMove', [{ x, y }]),
    up: () => send('touchEnd', []),
  }
}

/** Holds a finger on it until the sheet is there. */
export const press = async (page: Page, where: Locator): Promise<void> => {
  const { x, y, height } = (await where.boundingBox())!
  const touch = await finger(page)
  await touch.down(x + 20, y + height / 2)
  await expect(page.getByRole('dialog')).toBeVisible()
  await touch.up()
}

export const swipe = async (page: Page, where: Locator, { from }: { from?: number } = {}): Promise<void> => {
  const { x, y, height } = (await where.boundingBox())!
  const start = from ?? x + 20
  const touch = await finger(page)
  await touch.down(start, y + height / 2)
  for (let by = 10; by <= 90; by += 10) await touch.move(start + by, y + height / 2)
  await touch.up()
}
