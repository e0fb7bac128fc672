import { expect, test } from 'vitest'
import { clockWords } from './clockWords.ts'

test("the admin reads how far the server's clock is off, and what it was compared with", () => {
  const hour = 3_600_000
  expect(clockWords({ against: 'records', byMs: -24 * hour })).toContain('24 hours behind the newest message')
  expect(clockWords({ against: 'clients', byMs: 2 * hour })).toContain('2 hours ahead of most connected devices')
  expect(clockWords({ against: 'itself', byMs: 96 * hour })).toContain('put back by 4 days')
})
