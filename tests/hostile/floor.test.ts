import { expect, test } from 'vitest'
import { printFigure } from '../world/figures.ts'
import { describeFloor, measureFloor } from './floor.ts'

// `npm run soak -- floor` does the same with 500 and more often.
const tries = 1
const crowd = 20

test('somebody gets in behind a crowd: at a server that does nothing, and at the relay', async () => {
  const floors = await measureFloor(tries, crowd)
  printFigure(describeFloor(floors, crowd))
  for (const { quiet, behind, answered } of floors) {
    expect(quiet).toHaveLength(tries)
    expect(behind).toHaveLength(tries)
    expect(answered).toEqual([crowd])
  }
})
