import { afterAll, describe, test } from 'vitest'
import { seriousInBothThemes } from './axe.ts'
import { demoPassword, forgetDemo, seedDemo } from './demo.ts'
import { inside, outside, type Screenful } from './screenfuls.ts'
import { setStage } from './set-stage.ts'
import { phone } from './stage.ts'
import { expect, signIn } from './verbs.ts'

const data = await seedDemo(40)
afterAll(() => forgetDemo(data))

/** Axe looks at each of them twice. */
const manyScreensMs = 360_000

describe('what must be true underneath, 12: axe finds nothing serious on any screen', () => {
  const stage = setStage({ data })

  for (const [size, options] of [
    ['desktop', {}],
    ['phone', phone],
  ] as const)
    test(
      `${size}, light and dark`,
      async () => {
        const page = await stage.device({ ...options, colorScheme: 'light', reducedMotion: 'reduce' })
        const found: string[] = []
        const lookAt = async (screens: readonly Screenful[]) => {
          for (const screen of screens) {
            await screen.show(page)
            for (const what of await seriousInBothThemes(page)) found.push(`${screen.name}: ${what}`)
          }
        }
        await lookAt(outside)
        await signIn(page, 'linus', demoPassword)
        await lookAt(inside)
        expect(found).toEqual([])
      },
      manyScreensMs,
    )
})
