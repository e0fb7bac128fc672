import { afterAll, beforeAll, describe, test } from 'vitest'
import { seriousInBothThemes } from './axe.ts'
import { demoPassword, forgetDemo, seedDemo } from './demo.ts'
import { type Doors, doorsFromInside, doorsFromOutside, hangDoors, plainPages } from './doors.ts'
import { inside, ofAdmin, outside, type Screenful } from './screenfuls.ts'
import { setStage } from './set-stage.ts'
import { phone } from './stage.ts'
import { expect, signIn, signOut } from './verbs.ts'

/** More records than one segment of a room holds, so that the archive has a plain page for the first part. */
const data = await seedDemo(1_010)
afterAll(() => forgetDemo(data))

/** Axe runs twice on each of them. */
const manyScreensMs = 480_000

describe('axe finds nothing serious on any screen', () => {
  const stage = setStage({ data })
  let doors!: Doors
  beforeAll(async () => {
    doors = await hangDoors(stage.relay, 'linus')
  })

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
        await lookAt([...plainPages(doors), ...outside, ...doorsFromOutside(doors)])
        await signIn(page, 'linus', demoPassword)
        await lookAt([...doorsFromInside(doors), ...inside])
        await page.goto('/')
        await signOut(page)
        await signIn(page, 'ada', demoPassword)
        await lookAt(ofAdmin)
        expect(found).toEqual([])
      },
      manyScreensMs,
    )
})
