import { expect, test } from 'vitest'
import { limits } from '../../shared/record/limits.ts'
import { Chance } from '../../tests/world/chance.ts'
import { joinPages } from '../../tests/world/store/slices.ts'
import type { Page } from './records.ts'
import { pageBytes, pageOf, pageRows, rangesOf, type SliceRow } from './slices.ts'

/** Rows of a few clients, in order. Some are blank runs, and some clocks are missing. */
const someRows = (chance: () => number): SliceRow[] =>
  [3, 7, 9].flatMap((client) => {
    const rows: SliceRow[] = []
    let clock = 0
    for (let n = 0; n < chance() * 12; n++) {
      if (chance() < 0.05) clock += 2
      const isBlank = chance() < 0.3
      const length = isBlank ? 1 + Math.floor(chance() * 4) : 1
      const bytes = isBlank ? null : Uint8Array.of(client, clock)
      rows.push({ client, clock, length, name: `${client}.${clock}`, bytes, late: null })
      clock += length
    }
    return rows
  })

/** Reads the rows as a store does: those that the client lacks, after the end of the page before. */
const read = (rows: readonly SliceRow[], from: Map<number, number>, limit: number): Page[] => {
  const lacking = rows.filter(({ client, clock, length }) => clock + length > (from.get(client) ?? 0))
  const pages: Page[] = []
  do {
    const end = pages.at(-1)?.end ?? null
    const next = lacking.filter(
      ({ client, clock }) => end === null || client > end.client || (client === end.client && clock > end.clock),
    )
    pages.push(pageOf(next.slice(0, limit), from, end, limit))
  } while (pages.at(-1)!.end !== null)
  return pages
}

test('however long its pages are, a segment reads the same, and none holds more rows than asked for', () => {
  const seeded = new Chance(8)
  const chance = () => seeded.next()
  for (let round = 0; round < 500; round++) {
    const rows = someRows(chance)
    const from = new Map([3, 7].map((client) => [client, Math.floor(chance() * 8)]))
    const whole = joinPages(read(rows, from, 1_000))
    for (const limit of [1, 2, 3, 5]) {
      const pages = read(rows, from, limit)
      expect(joinPages(pages)).toEqual(whole)
      for (const { blocks } of pages)
        expect(blocks.reduce((sum, { structs }) => sum + structs.length, 0)).toBeLessThanOrEqual(limit)
    }
  }
})

test('a page of the largest records ends early, because a slow reader is cut off if it cannot read a frame in time', () => {
  const bytes = new Uint8Array(limits.recordBytes)
  const rows = Array.from({ length: pageRows }, (_, clock) => ({
    client: 3,
    clock,
    length: 1,
    name: `${clock}`,
    bytes,
    late: null,
  }))
  const pages = read(rows, new Map(), pageRows)
  for (const { blocks } of pages)
    expect(blocks.flatMap(({ structs }) => structs).length * bytes.length).toBeLessThan(pageBytes + bytes.length)
  expect(joinPages(pages)).toEqual([
    { client: 3, clock: 0, structs: rows.map(({ name }) => ({ name, bytes, late: null })) },
  ])
})

test('blank clocks that follow each other are one range', () => {
  const blank = (client: number, clock: number, length: number) => ({ client, clock, length })
  expect(rangesOf([blank(3, 0, 2), blank(3, 2, 1), blank(3, 5, 1), blank(7, 6, 1)])).toEqual([
    blank(3, 0, 3),
    blank(3, 5, 1),
    blank(7, 6, 1),
  ])
})
