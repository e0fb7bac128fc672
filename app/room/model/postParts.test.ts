import { expect, test } from 'vitest'
import { type NotAllKept, postParts } from './postParts.ts'
import { splitText } from './splitText.ts'

const text = Array.from({ length: 1_000 }, (_, n) => `paragraph ${n}: ${'word '.repeat(10)}`.trim()).join('\n')

/** What was written and what came back as not written, on a disk that is full after `room` parts. */
const postOnDisk = async (text: string, room: number) => {
  const written: string[] = []
  const rest = await postParts(text, async (part) => {
    if (written.length >= room) throw new DOMException('full', 'QuotaExceededError')
    written.push(part)
  }).then(
    () => '',
    (error) => (error as NotAllKept).rest,
  )
  return { written, rest }
}

test("if the second part of a long text can't be stored, only the unstored rest comes back", async () => {
  expect(splitText(text).length).toBeGreaterThan(2)
  const { written, rest } = await postOnDisk(text, 1)
  expect(written).toEqual(splitText(text).slice(0, 1))
  expect(`${written[0]}\n${rest}`).toBe(text)
})

test('sending the rest again stores each part once', async () => {
  const first = await postOnDisk(text, 2)
  const second = await postOnDisk(first.rest, 9)
  expect(second.rest).toBe('')
  expect([...first.written, ...second.written].join('\n')).toBe(text)
})

test('if no part can be stored, the whole text comes back as typed', async () => {
  expect(await postOnDisk(`  ${text}\n\n`, 0)).toEqual({ written: [], rest: `  ${text}\n\n` })
})
