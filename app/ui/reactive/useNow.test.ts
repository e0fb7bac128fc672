import { expect, test } from 'vitest'

const sources = import.meta.glob<string>(['../../**/*.{ts,tsx}', '!../../**/*.test.{ts,tsx}'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
/** Only these may read the device's clock: they pass it to the code that corrects it by the relay's clock. */
const mayAsk = ['../../base/clock.ts', '../../main.tsx']

test("no view reads the device's clock, because views use the relay’s time", () => {
  const asking = Object.keys(sources).filter((path) => /Date\.now|new Date\(\)/.test(sources[path] ?? ''))
  expect(Object.keys(sources).length).toBeGreaterThan(100)
  expect(asking.sort()).toEqual(mayAsk)
})
