import type { Page } from 'playwright'

/** Names of the databases on the device. After a screen closes, its database may be deleted a moment later. */
export const databasesOn = (page: Page): Promise<string[]> =>
  page.evaluate(async () => (await indexedDB.databases()).map(({ name = '' }) => name))
