import type { Browser } from 'playwright'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { Relay, type RelayOptions } from '../world/relay.ts'
import { launchBrowser, Stage } from './stage.ts'

/** A relay of its own for some journeys. Everything opened in a test is closed at its end. */
export const setStage = (options: RelayOptions = {}): Stage => {
  const stage = new Stage(new Relay(options))
  beforeAll(() => stage.open(sharedBrowser()))
  afterEach(async ({ task }) => {
    const failed = task.result?.state === 'fail'
    if (failed) await stage.photograph(task.name)
    await stage.clear(failed ? 'close' : 'wipe')
  })
  afterAll(() => stage.close())
  return stage
}

/** The files that a worker runs share its browser, since starting one takes as long as a short journey. */
const sharedBrowser = async (): Promise<Browser> => {
  const browser = await running?.catch(() => null)
  if (browser?.isConnected()) return browser
  running = launchBrowser()
  return running
}

let running: Promise<Browser> | null = null
