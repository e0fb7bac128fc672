import { firefox } from 'playwright'
import type { Engine } from './engine.ts'
import { findProgram } from './find-engines.mjs'

/** The distribution's Firefox over WebDriver BiDi, which Playwright speaks with the channels named `moz-…`. */
export const firefoxEngine: Engine = {
  name: 'Firefox',
  async open(folder, stage) {
    const context = await firefox.launchPersistentContext(folder, {
      channel: 'moz-firefox',
      executablePath: findProgram('firefox-esr')!,
      baseURL: stage.relay.url,
      viewport: { width: 1280, height: 800 },
    })
    stage.watch(context)
    return { page: context.pages()[0] ?? (await context.newPage()), close: () => context.close() }
  },
}
