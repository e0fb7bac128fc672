import { expect, it } from 'vitest'
import { emptySegment } from '../store/records.ts'
import { type Known, StagedCommit } from './staged-commit.ts'

it('looks for a free client id of the relay once per commit, however many ids devices have taken', () => {
  const squatted = 50
  let asked = 0
  const draft = new StagedCommit({
    newest: 0,
    segment: emptySegment,
    claimed: (_: number, client: number) => (client < squatted ? 'a device' : null),
    carriedClient: (_: number, nth: number) => {
      asked++
      return nth
    },
  } as unknown as Known)
  for (let record = 0; record < 100; record++) expect(draft.carriedClient(1)).toBe(squatted)
  expect(asked).toBe(squatted + 1)
})
