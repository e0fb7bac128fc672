import type { Page } from 'playwright'
import type { Engine } from '../engine.ts'
import { Driver } from './driver.ts'
import { WebKitPage } from './page.ts'

/** The distribution's WebKitGTK. */
export const webkitEngine: Engine = {
  name: 'WebKit',
  async open(folder, stage, like) {
    const driver = await Driver.open(folder)
    // It has what the tests of engines use, and one that uses more fails.
    const page = new WebKitPage(driver, stage.relay.url, like) as unknown as Page
    return { page, close: () => driver.close() }
  },
}
