import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContextOptions } from 'playwright'
import { Relay } from '../world/relay.ts'
import { demoPassword, forgetDemo, seedDemo } from './demo.ts'
import { inside, outside } from './screenfuls.ts'
import { output, phone, Stage } from './stage.ts'
import { signIn } from './verbs.ts'

// A picture of every screen with talk in it, for people to look at: `npx tsx tests/journeys/screens.ts` writes tests/output/.
const folder = join(output, 'screens')
const data = await seedDemo(2_000)
const stage = new Stage(new Relay({ data }))

const take = async (size: string, options: BrowserContextOptions) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await stage.device({ ...options, colorScheme, reducedMotion: 'reduce' })
    const shoot = (name: string) => page.screenshot({ path: join(folder, `${size}-${colorScheme}-${name}.png`) })
    for (const screen of outside) await screen.show(page).then(() => shoot(screen.name))
    await signIn(page, 'linus', demoPassword)
    for (const screen of inside) await screen.show(page).then(() => shoot(screen.name))
    await page.context().close()
  }
}

mkdirSync(folder, { recursive: true })
try {
  await stage.open()
  await take('desktop', {})
  await take('phone', phone)
} finally {
  await stage.clear()
  await stage.close()
  forgetDemo(data)
}
console.log(`Pictures of every screen are in ${folder}`)
