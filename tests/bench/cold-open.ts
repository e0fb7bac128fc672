import { quantile } from '../world/figures.ts'
import { openBrowser, timeToPaint } from './browser.ts'
import { count, type Figure, ms, type Row, skipped, times } from './figure.ts'
import { type HeldRoom, heldRooms } from './held-rooms.ts'

const rounds = 5

interface Timings {
  room: HeldRoom
  start: number[]
  work: number[]
  slowed: number[]
  open: number[]
}
interface ColdStart {
  paintedMs: number
  /** CPU time of the main thread, which other programs on a busy machine do not lengthen. */
  workedMs: number
}

/** Time from a newly started browser to the newest messages on screen, while the relay is gone. */
export const coldOpen: Figure = {
  name: 'cold-open',
  async run(bench) {
    const rooms = await heldRooms(bench)
    const timings = rooms.map((room): Timings => ({ room, start: [], work: [], slowed: [], open: [] }))
    for (let round = 1; round <= rounds; round++) {
      bench.tell(`round ${round} of ${rounds}`)
      for (const { room, start, work, slowed, open } of timings) {
        const unslowed = await coldStart(room, 1)
        start.push(unslowed.paintedMs)
        work.push(unslowed.workedMs)
        slowed.push((await coldStart(room, 4)).paintedMs)
        open.push(await openFromLobby(room))
      }
    }
    const [smallest] = timings
    return [
      ...timings.flatMap(({ room, start, work, slowed, open }) => [
        row('cold start to the newest messages', room, start, smallest!.start),
        row('of which the main thread worked', room, work, smallest!.work),
        row('the same, CPU slowed 4 times', room, slowed, smallest!.slowed, 'at most 1 s'),
        row('opening the room from the lobby', room, open, smallest!.open, 'at most 100 ms'),
      ]),
      ...(bench.short ? [skipped('room of 1,000,000 messages', 'loading it takes long')] : []),
    ]
  },
}

const row = (what: string, room: HeldRoom, taken: number[], smallest: number[], budget?: string): Row => {
  const ratio = median(taken) / median(smallest)
  const beside = [
    taken === smallest ? null : `${times(ratio)} of 1,000; within 1.2 x`,
    budget,
    room.held < room.segments ? `only ${room.held} of ${room.segments} segments were loaded` : null,
  ]
  return {
    what: `${what}, ${count(room.messages)} ${room.talk} messages`,
    value: ms(median(taken)),
    beside: beside.filter((part) => part !== null && part !== undefined).join('; '),
  }
}

const median = (values: readonly number[]): number => quantile(values, 0.5)

const coldStart = async ({ profile, origin, room, newest }: HeldRoom, slowed: number): Promise<ColdStart> => {
  const browser = await openBrowser(profile)
  try {
    const page = browser.pages()[0] ?? (await browser.newPage())
    const devtools = await browser.newCDPSession(page)
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' })
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowed })
    const paintedMs = await timeToPaint(page, `${origin}/r/${room}`, newest)
    const { metrics } = await devtools.send('Performance.getMetrics')
    const worked = metrics.find(({ name }) => name === 'TaskDuration')
    return { paintedMs, workedMs: worked ? worked.value * 1_000 : Number.NaN }
  } finally {
    await browser.close()
  }
}

const openFromLobby = async ({ profile, origin, room, newest }: HeldRoom): Promise<number> => {
  const browser = await openBrowser(profile)
  try {
    const page = browser.pages()[0] ?? (await browser.newPage())
    await page.goto(origin)
    const link = page.locator(`a[href="/r/${room}"]`).first()
    await link.waitFor()
    // A person sees the lobby before they open a room, so let it finish loading.
    await page.waitForTimeout(1_000)
    return await link.evaluate(async (anchor: HTMLElement, text) => {
      const before = performance.now()
      const painted = window.bench.painted(text)
      anchor.click()
      return (await painted) - before
    }, newest)
  } finally {
    await browser.close()
  }
}
