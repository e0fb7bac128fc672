import { afterAll, beforeAll, describe, test } from 'vitest'
import { seriousInBothThemes } from './axe.ts'
import { demoPassword, forgetDemo, seedDemo } from './demo.ts'
import { type Doors, doorsFromInside, doorsFromOutside, hangDoors, plainPages } from './doors.ts'
import { faultsOfWords } from './pseudo.ts'
import type { Screenful } from './room-screenfuls.ts'
import { inside, ofAdmin, outside } from './screenfuls.ts'
import { setStage } from './set-stage.ts'
import { phone } from './stage.ts'
import { expect, signIn, signOut } from './verbs.ts'

/** More records than one segment of a room holds, so that the archive has a plain page for the first part. */
const data = await seedDemo(1_010)
afterAll(() => forgetDemo(data))

/** Axe runs twice on each of them. */
const manyScreensMs = 480_000

describe('axe finds nothing serious on any screen, every word is in a dictionary, and longer words fit', () => {
  const stage = setStage({ data })
  let doors!: Doors
  beforeAll(async () => {
    doors = await hangDoors(stage.relay, 'linus')
  })

  // Each size looks at the words of every second screen, in one of the two languages.
  for (const [size, options, half, language] of [
    ['desktop', {}, 0, 'en-XA'],
    ['phone', phone, 1, 'ar-XB'],
  ] as const)
    test(
      `${size}, light and dark`,
      async () => {
        const page = await stage.device({ ...options, colorScheme: 'light', reducedMotion: 'reduce' })
        const found: string[] = []
        const lookAt = async (screens: readonly Screenful[], areOurs = true) => {
          for (const [at, screen] of screens.entries()) {
            await screen.show(page)
            for (const what of await seriousInBothThemes(page)) found.push(`${screen.name}: ${what}`)
            if (!areOurs || at % 2 !== half) continue
            for (const what of await faultsOfWords(page, language)) found.push(`${screen.name}: ${what}`)
          }
        }
        await lookAt(plainPages(doors), false)
        await lookAt([...outside, ...doorsFromOutside(doors)])
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
