import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, test } from 'vitest'
import { demoPassword, forgetDemo, oldLine, seedDemo } from './demo.ts'
import { databasesOn } from './disk.ts'
import { gather, newcomer, returning } from './people.ts'
import { setStage } from './set-stage.ts'
import type { Stage } from './stage.ts'
import { enterRoom, expect, expectSent, expectTalk, message, openRoom, say, signIn, soon } from './verbs.ts'

const backup = mkdtempSync(join(tmpdir(), 'yabber-backup-'))
const lines = 996
const data = await seedDemo(lines)
afterAll(() => {
  rmSync(backup, { recursive: true, force: true })
  forgetDemo(data)
})

/** Stops the relay for the copy, as the README asks. */
const backUp = async (stage: Stage) => {
  await stage.relay.kill('SIGTERM')
  rmSync(backup, { recursive: true, force: true })
  cpSync(stage.relay.data, backup, { recursive: true })
  await stage.relay.start()
}
const putBack = async (stage: Stage) => {
  await stage.relay.kill('SIGTERM')
  rmSync(stage.relay.data, { recursive: true })
  cpSync(backup, stage.relay.data, { recursive: true })
  await stage.relay.start()
}

/** The relay begins again with an empty data folder at the same address. */
const wipe = async (stage: Stage) => {
  await stage.relay.kill('SIGTERM')
  rmSync(stage.relay.data, { recursive: true })
  await stage.relay.start()
}

describe('after a backup is restored', () => {
  const stage = setStage()

  test("everybody in the backup can go on, even on a new device, and somebody who isn't in it sees why they can't, as everybody does once the folder is wiped", async () => {
    const [amy, bob] = await gather(stage, 'Shed', ['amy', 'bob'])
    await say(amy, 'before the backup')
    await say(bob, 'me too')
    await expectTalk(amy, ['before the backup', 'me too'])
    await backUp(stage)
    const cy = await newcomer(stage, 'cy')
    await enterRoom(cy, 'Shed')
    await say(cy, 'cy is here')
    await expectTalk(amy, ['before the backup', 'me too', 'cy is here'], soon)
    await say(amy, 'after the backup')
    await expectSent(amy, 'after the backup', 'Sent', soon)

    await putBack(stage)
    const phone = await returning(stage, 'bob')
    await openRoom(phone, 'Shed')
    await say(phone, 'from my phone')
    await expectSent(phone, 'from my phone', 'Sent', soon)
    await say(bob, 'from my desk')
    await say(amy, 'and I go on')
    for (const page of [amy, bob, phone])
      for (const text of [
        'before the backup',
        'me too',
        'after the backup',
        'from my phone',
        'from my desk',
        'and I go on',
      ])
        await expect(page.getByRole('log')).toContainText(text, soon)
    await expect(cy.getByText(/^This server doesn’t know your account/)).toBeVisible(soon)
    await expect(cy.getByRole('log')).toContainText('cy is here')

    await wipe(stage)
    for (const page of [amy, phone]) {
      await expect(page.getByText(/^This server doesn’t know your account/)).toBeVisible(soon)
      await expect(page.getByRole('log')).toContainText('and I go on')
    }
    await say(amy, 'kept for later')
    await amy.reload()
    for (const text of ['before the backup', 'kept for later'])
      await expect(amy.getByRole('log')).toContainText(text, soon)
    const dee = await newcomer(stage, 'dee')
    await enterRoom(dee, 'Shed')
    await say(dee, 'a new start')
    await expectSent(dee, 'a new start', 'Sent', soon)
  })
})

describe("after a backup is restored from before a room's next segment", () => {
  /** The demo room is almost at the limit of a segment, which is 1,000 records. */
  const stage = setStage({ data })

  test('everybody sees all messages of that segment again, once, also after a reload and with new messages', async () => {
    const [ada, grace] = await Promise.all([comeAs('ada'), comeAs('grace')])
    await expect(message(ada, oldLine(lines))).toBeInViewport()
    await backUp(stage)
    const last = ['one', 'two', 'three', 'four'].map((number) => `ada says ${number}`)
    for (const text of last) await say(ada, text)
    await expect.poll(() => databasesOn(ada), soon).toContainEqual(expect.stringMatching(/\/room\/[^/]+\/2$/))
    await say(ada, 'ada is in the next one')
    await say(grace, 'grace is, too')
    for (const page of [ada, grace])
      for (const text of ['ada is in the next one', 'grace is, too'])
        await expect(message(page, text)).toBeVisible(soon)
    await expectSent(ada, 'ada is in the next one', 'Sent', soon)
    await expectSent(grace, 'grace is, too', 'Sent', soon)

    const elsewhere = ada.context()
    await ada.close()
    await putBack(stage)
    await expectSent(grace, 'grace is, too', 'Sent', soon)
    await expect(message(grace, 'ada is in the next one')).toBeVisible(soon)
    await grace.reload()
    await expect(message(grace, 'ada is in the next one')).toBeVisible(soon)
    await say(grace, 'and I go on')
    await expectSent(grace, 'and I go on', 'Sent', soon)
    const phone = await comeAs('grace')
    await expect(message(phone, 'grace is, too')).toBeVisible(soon)
    await expect(message(phone, 'and I go on')).toBeVisible(soon)

    const again = await elsewhere.newPage()
    await again.goto(new URL(grace.url()).pathname)
    const all = [...last, 'ada is in the next one', 'grace is, too', 'and I go on']
    for (const page of [again, grace, phone])
      for (const text of all) await expect(message(page, text)).toHaveCount(1, soon)
    await say(again, 'so do I')
    for (const page of [again, grace, phone]) await expect(message(page, 'so do I')).toHaveCount(1, soon)
    for (const page of [again, grace]) {
      await page.reload()
      for (const text of [...all, 'so do I']) await expect(message(page, text)).toHaveCount(1, soon)
    }
  })

  const comeAs = async (name: string) => {
    const page = await stage.device()
    await signIn(page, name, demoPassword)
    await openRoom(page, 'Old channel')
    return page
  }
})
