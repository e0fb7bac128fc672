import { readFile } from 'node:fs/promises'
import type { BrowserContext, BrowserContextOptions, CDPSession, Page } from 'playwright'
import { quantile } from '../world/figures.ts'
import { desktop, openBrowser, phone, timeToPaint } from './browser.ts'
import { type BrowserFrames, browserFrames } from './browser-frames.ts'
import { type Bench, count, type Figure, megabytes, ms, type Row } from './figure.ts'
import { type HeldRoom, heldRooms } from './held-rooms.ts'

const slowed = 4
/** As fast as a strong flick of a finger. */
const flickPxPerSecond = 4_800
const flickPx = 48_000
/** So that the way to the first of 100,000 messages takes minutes, not an hour. */
const climbStepPx = 12_000
/** Of the frames that the browser should have shown. */
const mostDropped = 0.05
const mostBytes = 150e6
const screens = { desktop, phone }

/** How evenly a long room scrolls on a slow device, and what it takes of memory on the way to its first message. */
export const scroll: Figure = {
  name: 'scroll',
  async run(bench) {
    const rows: Row[] = []
    for (const held of (await heldRooms(bench)).slice(1)) rows.push(...(await scrollIn(bench, held)))
    return rows
  },
}

const scrollIn = async (bench: Bench, held: HeldRoom): Promise<Row[]> => {
  const rows: Row[] = []
  for (const [name, screen] of Object.entries(screens)) rows.push(...(await scrollOn(bench, held, { name, screen })))
  return rows
}

interface On {
  name: string
  screen: BrowserContextOptions
}

const scrollOn = async (bench: Bench, held: HeldRoom, { name, screen }: On): Promise<Row[]> => {
  const browser = await openBrowser(held.profile, screen)
  try {
    const page = browser.pages()[0] ?? (await browser.newPage())
    const devtools = await browser.newCDPSession(page)
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
    await timeToPaint(page, `${held.origin}/r/${held.room}`, held.newest)
    await page.waitForTimeout(3_000)
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowed })
    bench.tell(`${name}: scrolling up ${count(flickPx)} pixels`)
    let frames!: BrowserFrames
    const flick = await watched(page, devtools, async () => {
      frames = await browserFrames(devtools, () => flickUp(page, devtools))
    })
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 })
    bench.tell(`${name}: scrolling up to the first message`)
    const climb = await watched(page, devtools, () => page.evaluate((step) => window.bench.climb(step), climbStepPx))
    const memory = { heap: await heapBytes(devtools), whole: await processBytes(browser) }
    const of = `${name}, ${count(held.messages)} ${held.talk} messages`
    return [
      droppedRow(`dropped frames while scrolling, CPU slowed ${slowed} times, ${of}`, frames),
      blankRow('scroll events at which part of the list had no rows', flick),
      pageRow('time between frames of the page meanwhile', flick),
      { what: 'of which the main thread worked per frame', value: ms(flick.workedMs / flick.gaps.length) },
      {
        what: 'long tasks meanwhile',
        value: count(flick.longTasks.length),
        beside: `longest ${ms(Math.max(0, ...flick.longTasks))}`,
      },
      {
        what: `long tasks on the way to the first message, not slowed, ${of}`,
        value: count(climb.longTasks.length),
        beside: `longest ${ms(Math.max(0, ...climb.longTasks))}`,
      },
      memoryRow(`memory of the tab there, ${of} (heap)`, memory.heap),
      { what: 'the same, of the whole process, with what is not collected yet', value: megabytes(memory.whole) },
    ]
  } finally {
    await browser.close()
  }
}

interface Watched {
  gaps: number[]
  longTasks: number[]
  blankPx: number[]
  workedMs: number
}

const watched = async (page: Page, devtools: CDPSession, run: () => Promise<unknown>): Promise<Watched> => {
  const before = await worked(devtools)
  await page.evaluate(() => window.bench.watchFrames())
  await run()
  const noted = await page.evaluate(() => window.bench.stop())
  return { ...noted, workedMs: (await worked(devtools)) - before }
}

const droppedRow = (what: string, { shown, dropped }: BrowserFrames): Row => {
  const part = dropped / (shown + dropped)
  return {
    what,
    value: percent(part),
    beside: `${count(dropped)} of ${count(shown + dropped)}; at most ${percent(mostDropped)}`,
    ...(part > mostDropped && { broken: true }),
  }
}

const blankRow = (what: string, { blankPx }: Watched): Row => {
  const blank = blankPx.filter((px) => px > 0)
  return {
    what,
    value: percent(blank.length / blankPx.length),
    beside: `${count(blank.length)} of ${count(blankPx.length)}, at most ${count(Math.max(0, ...blank))} pixels high`,
  }
}

/** How often the page itself drew. The browser scrolls without it. */
const pageRow = (what: string, { gaps }: Watched): Row => ({
  what,
  value: ms(quantile(gaps, 0.5)),
  beside: `p99 ${ms(quantile(gaps, 0.99))}, worst ${ms(Math.max(...gaps))}`,
})

const percent = (part: number): string => `${(part * 100).toFixed(1)} %`

const memoryRow = (what: string, bytes: number): Row => ({
  what,
  value: megabytes(bytes),
  beside: `at most ${megabytes(mostBytes)}`,
  ...(bytes > mostBytes && { broken: true }),
})

/** The browser itself moves the list, as for a wheel. Chromium 156 hears no gestures of a finger from here. */
const flickUp = async (page: Page, devtools: CDPSession): Promise<void> => {
  const list = page.locator('[role=log]')
  const box = (await list.boundingBox())!
  const before = await list.evaluate(({ scrollTop }) => scrollTop)
  await devtools.send('Input.synthesizeScrollGesture', {
    x: box.x + box.width / 2,
    y: box.y + box.height / 2,
    yDistance: flickPx,
    speed: flickPxPerSecond,
    gestureSourceType: 'mouse',
    preventFling: true,
  })
  if ((await list.evaluate(({ scrollTop }) => scrollTop)) === before) throw new Error('the list was not scrolled')
}

/** CPU time of the main thread, which other programs on a busy machine do not lengthen. */
const worked = async (devtools: CDPSession): Promise<number> => metric(devtools, 'TaskDuration').then((s) => s * 1_000)

const heapBytes = async (devtools: CDPSession): Promise<number> => {
  await devtools.send('HeapProfiler.collectGarbage')
  return metric(devtools, 'JSHeapUsedSize')
}

const metric = async (devtools: CDPSession, sought: string): Promise<number> => {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === sought)?.value ?? Number.NaN
}

/** What the largest renderer has for itself. Zero where the system does not tell. */
const processBytes = async (browser: BrowserContext): Promise<number> => {
  const devtools = await browser.browser()?.newBrowserCDPSession()
  if (!devtools) return 0
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo')
  const renderers = processInfo.filter(({ type }) => type === 'renderer')
  return Math.max(0, ...(await Promise.all(renderers.map(({ id }) => privateBytes(id)))))
}

const privateBytes = async (pid: number): Promise<number> => {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  const kilobytes = [...rollup.matchAll(/^Private_\w+:\s+(\d+) kB/gm)].reduce((sum, [, kB]) => sum + Number(kB), 0)
  return kilobytes * 1_024
}
