import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContextOptions } from 'playwright'
import { Relay } from '../world/relay.ts'
import { demoPassword, forgetDemo, seedDemo } from './demo.ts'
import { type Doors, doorsFromInside, doorsFromOutside, hangDoors, plainPages } from './doors.ts'
import type { Screenful } from './room-screenfuls.ts'
import { inside, ofAdmin, outside } from './screenfuls.ts'
import { launchBrowser, output, phone, Stage } from './stage.ts'
import { signIn, signOut } from './verbs.ts'

// Takes a picture of every screen with messages in it, for people to look at: `npx tsx tests/journeys/screens.ts`
// writes to tests/output/.
const folder = join(output, 'screens')
const data = await seedDemo(2_000)
const stage = new Stage(new Relay({ data }))
const browser = launchBrowser()

const take = async (doors: Doors, size: string, options: BrowserContextOptions) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await stage.device({ ...options, colorScheme, reducedMotion: 'reduce' })
    const shoot = (name: string) => page.screenshot({ path: join(folder, `${size}-${colorScheme}-${name}.png`) })
    const takeAll = async (screens: readonly Screenful[]) => {
      for (const screen of screens) await screen.show(page).then(() => shoot(screen.name))
    }
    await takeAll([...plainPages(doors), ...outside, ...doorsFromOutside(doors)])
    await signIn(page, 'linus', demoPassword)
    await takeAll([...doorsFromInside(doors), ...inside])
    await page.goto('/')
    await signOut(page)
    await signIn(page, 'ada', demoPassword)
    await takeAll(ofAdmin)
    await page.context().close()
  }
}

mkdirSync(folder, { recursive: true })
try {
  await stage.open(browser)
  const doors = await hangDoors(stage.relay, 'linus')
  await take(doors, 'desktop', {})
  await take(doors, 'phone', phone)
} finally {
  await stage.clear('close')
  await stage.close()
  await (await browser).close()
  forgetDemo(data)
}
console.log(`Pictures of every screen are in ${folder}`)
