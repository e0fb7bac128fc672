import type { Page } from 'playwright'
import type { Stage } from '../journeys/stage.ts'

/** A browser with an engine other than Chromium's. */
export interface Engine {
  readonly name: 'Firefox' | 'WebKit'
  /**
   * Starts the browser with the profile in `folder`, and opens an empty page of the stage's relay. `like`: any page of
   * Playwright's own.
   */
  open(folder: string, stage: Stage, like: Page): Promise<Opened>
}

export interface Opened {
  page: Page
  /** Ends the browser. Everything is on its disk then. */
  close(): Promise<void>
}
