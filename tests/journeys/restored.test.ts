import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, test } from 'vitest'
import { gather, newcomer, returning } from './people.ts'
import { setStage } from './set-stage.ts'
import { enterRoom, expect, expectSent, expectTalk, openRoom, say, soon } from './verbs.ts'

const stage = setStage()
const backup = mkdtempSync(join(tmpdir(), 'yabber-backup-'))
afterAll(() => rmSync(backup, { recursive: true, force: true }))

/** The relay is stopped for it, as the README asks. */
const backUp = async () => {
  await stage.relay.kill('SIGTERM')
  cpSync(stage.relay.data, backup, { recursive: true })
  await stage.relay.start()
}
const putBack = async () => {
  await stage.relay.kill('SIGTERM')
  rmSync(stage.relay.data, { recursive: true })
  cpSync(backup, stage.relay.data, { recursive: true })
  await stage.relay.start()
}

describe('a backup is put back', () => {
  test('all who are in it go on, on a new device as well, and whoever it lacks is told so', async () => {
    const [amy, bob] = await gather(stage, 'Shed', ['amy', 'bob'])
    await say(amy, 'before the backup')
    await say(bob, 'me too')
    await expectTalk(amy, ['before the backup', 'me too'])
    await backUp()
    const cy = await newcomer(stage, 'cy')
    await enterRoom(cy, 'Shed')
    await say(cy, 'cy is here')
    await expectTalk(amy, ['before the backup', 'me too', 'cy is here'], soon)
    await say(amy, 'after the backup')
    await expectSent(amy, 'after the backup', 'On the relay', soon)

    await putBack()
    const phone = await returning(stage, 'bob')
    await openRoom(phone, 'Shed')
    await say(phone, 'from my phone')
    await expectSent(phone, 'from my phone', 'On the relay', soon)
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
  })
})
