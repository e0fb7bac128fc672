import type { Page } from 'playwright'
import { describe, test } from 'vitest'
import { gather } from './people.ts'
import { setStage } from './set-stage.ts'
import { expect, expectSent, expectTalk, say } from './verbs.ts'

const hour = 3_600_000

describe('messages stay in order, whatever a clock says', () => {
  const stage = setStage()

  test("a device's clock is put back, put ahead, and wrong when the page opens", async () => {
    const [amy, bob] = await gather(stage, 'Clocks', ['amy', 'bob'])
    const said = ['on time']
    const next = async (page: Page, text: string) => {
      said.push(text)
      await say(page, text)
      // The message is in its place at once, before the relay can have answered.
      await expectTalk(page, said)
      await expectSent(page, text, 'Sent')
      for (const other of [amy, bob]) await expectTalk(other, said)
    }
    await say(amy, 'on time')
    await expectTalk(bob, said)
    await amy.context().addInitScript(makeDateSettable)
    await amy.reload()
    await expectTalk(amy, said)
    for (const [words, ms] of [
      ['a day back', -24 * hour],
      ['two hours ahead', 2 * hour],
      ['a day ahead', 24 * hour],
      ['and right', 0],
    ] as const) {
      await amy.evaluate(`localStorage.setItem('shift', '${ms}')`)
      await next(amy, words)
      await next(bob, `${words}, bob`)
      // The day line above a new message says today, not yesterday or tomorrow.
      await expect(amy.locator('.row-day').last()).toHaveText('Today')
      await expect(amy.locator('.room-time').first()).toHaveText(/^\d\d?:\d\d/)
      await amy.reload()
      await next(amy, `${words}, opened anew`)
      await expect(amy.locator('.row-day').last()).toHaveText('Today')
    }
  })

  test("the relay's clock is a day behind its newest message, which it reports, and two hours ahead", async () => {
    const [amy, bob] = await gather(stage, 'Relay clock', ['ann', 'ben'])
    const said: string[] = []
    const next = async (page: Page, text: string) => {
      said.push(text)
      await say(page, text)
      await expectSent(page, text, 'Sent')
      for (const other of [amy, bob]) await expectTalk(other, said)
    }
    await next(amy, 'on time')
    const restart = async (ms: number) => {
      await stage.relay.kill('SIGKILL')
      stage.relay.shiftMs = ms
      await stage.relay.start()
    }
    const health = async () => (await fetch(`${stage.relay.url}/healthz`)).text()
    await restart(-24 * hour)
    await next(bob, 'the relay is a day behind')
    await next(amy, 'and behind still')
    expect(await health()).toMatch(/24 hours behind the newest message/)
    expect(stage.relay.output).toMatch(/24 hours behind the newest message/)
    await restart(2 * hour)
    await next(bob, 'two hours ahead')
    await next(amy, 'still ahead')
    // Two accounts from one network may lie, so the relay does not believe them. relay/base/clock-watch.test.ts tests
    // whom it believes.
    expect(await health()).toBe('ok')
    await restart(0)
    await next(bob, 'right again')
    await next(amy, 'right to the end')

    await stage.relay.setClock(-24 * hour)
    await next(bob, 'put back while it runs')
    await next(amy, 'and on')
    expect(await health()).toMatch(/put back by 24 hours/)
    await stage.relay.setClock(2 * hour)
    await next(bob, 'put ahead while it runs')
    await next(amy, 'last of all')
    await restart(0)
  })
})

/** Runs in the page, before the app. */
const makeDateSettable = () => {
  const now = Date.now
  Date.now = () => now() + Number(localStorage.getItem('shift') ?? 0)
}
