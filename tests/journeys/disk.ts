import type { Page } from 'playwright'

/** Names of what the device keeps: it goes some time after the screen that showed it. */
export const databasesOn = (page: Page): Promise<string[]> =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name = '' }) => name))
