import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { onTestFinished } from 'vitest'
import { output, type Stage } from '../journeys/stage.ts'
import type { Engine, Opened } from './engine.ts'

/** A browser profile in an engine, which can be closed and opened again with everything on its disk. */
export class EngineProfile {
  readonly #engine: Engine
  readonly #stage: Stage
  readonly #folder: string
  readonly #like: Page
  #opened: Opened | null = null

  constructor(engine: Engine, stage: Stage, like: Page) {
    this.#engine = engine
    this.#stage = stage
    this.#folder = mkdtempSync(join(tmpdir(), `yabber-${engine.name.toLowerCase()}-`))
    this.#like = like
  }

  async open(path = '/'): Promise<Page> {
    this.#opened = await this.#engine.open(this.#folder, this.#stage, this.#like)
    await this.#opened.page.goto(path)
    return this.#opened.page
  }

  async close(): Promise<void> {
    await this.#opened?.close()
    this.#opened = null
  }

  /** Takes a picture of what is on screen, for people to look at. */
  async photograph(name: string): Promise<void> {
    mkdirSync(output, { recursive: true })
    const path = join(output, `failed-${name.replace(/\W+/g, '-').slice(0, 60)}-${this.#engine.name}.png`)
    await this.#opened?.page.screenshot({ path }).catch(() => {}) // the browser may have ended
  }

  async forget(): Promise<void> {
    await this.close()
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** A new profile, which is deleted at the end of the test. */
export const newProfile = (engine: Engine, stage: Stage, like: Page): EngineProfile => {
  const profile = new EngineProfile(engine, stage, like)
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await profile.photograph(task.name)
    await profile.forget()
  })
  return profile
}
