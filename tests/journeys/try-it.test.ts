import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'vitest'
import { seriousInBothThemes } from './axe.ts'
import { setStage } from './set-stage.ts'
import { sizes } from './stage.ts'
import { composer, expect, expectSent, message, myRooms, openRoom, soon } from './verbs.ts'

describe('a demo', () => {
  const stage = setStage({ flags: ['--demo'] })

  /** Simulates a night: restarts the relay with a data folder from another day. */
  const nightPasses = async () => {
    await stage.relay.kill('SIGTERM')
    writeFileSync(join(stage.relay.data, 'demo.json'), JSON.stringify({ day: '2020-01-01', began: '', rooms: [] }))
    await stage.relay.start()
  }

  for (const [size, options] of sizes)
    test(`lets a person in with one click, and after the night says that it was reset and lets them in again (${size})`, async () => {
      const page = await stage.device(options)
      await page.goto('/')
      await expect(page.getByText('This is a demo. Everything here is deleted every night.')).toBeVisible()
      expect(await seriousInBothThemes(page)).toEqual([])
      await page.getByRole('button', { name: 'Try it' }).click()
      await expect(myRooms(page)).toContainText('Market square')
      await openRoom(page, 'Market square')
      await expect(composer(page)).toBeVisible()
      await composer(page).fill(`good evening from a ${size}`)
      await page.getByRole('button', { name: 'Send' }).click()
      await expectSent(page, `good evening from a ${size}`, 'Sent')

      await nightPasses()
      await expect(page.getByText('The demo was reset')).toBeVisible(soon)
      await page.goto('/')
      await expect(page.getByRole('heading', { name: /^Group chat that belongs/ })).toBeVisible()
      await page.getByRole('button', { name: 'Try it' }).click()
      await expect(myRooms(page)).toContainText('Market square')
      await openRoom(page, 'Market square')
      await expect(composer(page)).toBeVisible()
      await expect(message(page, `good evening from a ${size}`)).toHaveCount(0)
      await expect(page.getByText('This is a demo. Everything here is deleted every night.')).toBeVisible()
    })

  test('also starts from the sign-in page', async () => {
    const page = await stage.device()
    await page.goto('/sign-in')
    await page.getByRole('button', { name: 'Try it' }).click()
    await expect(myRooms(page)).toContainText('Garden')
  })
})
