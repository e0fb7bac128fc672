import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { demoPassword, forgetDemo, seedDemo } from './demo.ts'
import { type Doors, doorsFromInside, doorsFromOutside, hangDoors } from './doors.ts'
import { faultsOfWords } from './pseudo.ts'
import { inside, ofAdmin, outside, type Screenful } from './screenfuls.ts'
import { setStage } from './set-stage.ts'
import { phone } from './stage.ts'
import { expect, signIn, signOut } from './verbs.ts'

const data = await seedDemo(20)
afterAll(() => forgetDemo(data))

const manyScreensMs = 240_000

describe('every word on every screen is in a dictionary, and longer words fit', () => {
  const stage = setStage({ data })
  let doors!: Doors
  beforeAll(async () => {
    doors = await hangDoors(stage.relay, 'linus')
  })

  // Each size goes through every second screen.
  for (const [size, options, half] of [
    ['desktop', {}, 0],
    ['phone', phone, 1],
  ] as const)
    test(
      `${size}, in accents and from right to left`,
      async () => {
        const page = await stage.device({ ...options, reducedMotion: 'reduce' })
        const found: string[] = []
        const lookAt = async (screens: readonly Screenful[]) => {
          for (const [at, screen] of screens.entries()) {
            if (at % 2 !== half) continue
            await screen.show(page)
            for (const fault of await faultsInBoth(page)) found.push(`${screen.name}: ${fault}`)
          }
        }
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

/** The steps to a screen look for English words, so the language changes only once the screen is there. */
const faultsInBoth = async (page: Page): Promise<string[]> => {
  const found = new Set<string>()
  for (const language of ['en-XA', 'ar-XB']) {
    await speak(page, language)
    for (const fault of await settled(() => page.evaluate(faultsOfWords))) found.add(`${language}: ${fault}`)
  }
  await speak(page, 'en')
  return [...found]
}

const speak = async (page: Page, language: string): Promise<void> => {
  await page.evaluate(async (language) => {
    const newValue = language === 'en' ? null : language
    if (newValue === null) localStorage.removeItem('language')
    else localStorage.setItem('language', newValue)
    dispatchEvent(new StorageEvent('storage', { key: 'language', newValue }))
  }, language)
  await expect(page.locator('html')).toHaveAttribute('lang', language)
  // A form keeps what it said before, and says it in this language when it is sent again.
  await page.evaluate(() => document.querySelector<HTMLFormElement>('form:has([aria-invalid="true"])')?.requestSubmit())
}

/** Some words follow a moment later, such as the line of the status. */
const settled = async (look: () => Promise<string[]>): Promise<string[]> => {
  let found: string[] = []
  await expect
    .poll(async () => (found = await look()), { timeout: 3_000 })
    .toEqual([])
    .catch(() => {})
  return found
}
