import { afterAll, afterEach, beforeAll } from 'vitest'
import { Relay, type RelayOptions } from '../world/relay.ts'
import { Stage } from './stage.ts'

/** One relay and one browser for a file of journeys. Everything opened in a test is closed at its end. */
export const setStage = (options: RelayOptions = {}): Stage => {
  const stage = new Stage(new Relay(options))
  beforeAll(() => stage.open())
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await stage.photograph(task.name)
    await stage.clear()
  })
  afterAll(() => stage.close())
  return stage
}
