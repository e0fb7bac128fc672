import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { afterAll, describe, test } from 'vitest'
import { demoPassword, forgetDemo, seedDemo } from './demo.ts'
import { inside, outside, type Screenful } from './screenfuls.ts'
import { setStage } from './set-stage.ts'
import { phone } from './stage.ts'
import { expect, signIn } from './verbs.ts'

const data = await seedDemo(40)
afterAll(() => forgetDemo(data))

describe('what must be true underneath, 12: axe finds nothing serious on any screen', () => {
  const stage = setStage({ data })

  for (const colorScheme of ['light', 'dark'] as const)
    for (const [size, options] of [
      ['desktop', {}],
      ['phone', phone],
    ] as const)
      test(`${size}, ${colorScheme}`, async () => {
        const page = await stage.device({ ...options, colorScheme, reducedMotion: 'reduce' })
        const found: string[] = []
        const lookAt = async (screens: readonly Screenful[]) => {
          for (const screen of screens) {
            await screen.show(page)
            found.push(...(await serious(page)).map((what) => `${screen.name}: ${what}`))
          }
        }
        await lookAt(outside)
        await signIn(page, 'linus', demoPassword)
        await lookAt(inside)
        expect(found).toEqual([])
      })
})

const serious = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
}
