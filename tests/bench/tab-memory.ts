import type { CDPSession, Page } from 'playwright'
import { openBrowser, timeToPaint } from './browser.ts'
import { count, type Figure, megabytes } from './figure.ts'
import { heldRooms } from './held-rooms.ts'

const pagesScrolled = 100

/** Heap of a tab with a large room open, after a garbage collection. */
export const tabMemory: Figure = {
  name: 'tab-memory',
  async run(bench) {
    const { profile, origin, room, newest, messages } = (await heldRooms(bench))[1]!
    const browser = await openBrowser(profile)
    try {
      const page = browser.pages()[0] ?? (await browser.newPage())
      const devtools = await browser.newCDPSession(page)
      await devtools.send('Performance.enable')
      await timeToPaint(page, `${origin}/r/${room}`, newest)
      await page.waitForTimeout(3_000)
      const opened = await heapBytes(devtools)
      bench.tell(`scrolling up ${pagesScrolled} pages`)
      await scrollUp(page)
      const scrolled = await heapBytes(devtools)
      return [
        { what: `tab in a room of ${count(messages)}, just opened (heap)`, value: megabytes(opened) },
        { what: `the same, ${pagesScrolled} pages scrolled up (heap)`, value: megabytes(scrolled) },
      ]
    } finally {
      await browser.close()
    }
  },
}

const scrollUp = async (page: Page): Promise<void> => {
  await page.locator('article.message').last().hover()
  for (let i = 0; i < pagesScrolled; i++) {
    await page.mouse.wheel(0, -800)
    await page.waitForTimeout(30)
  }
  await page.waitForTimeout(1_000)
}

const heapBytes = async (devtools: CDPSession): Promise<number> => {
  await devtools.send('HeapProfiler.collectGarbage')
  const { metrics } = await devtools.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN
}
