import { expect, test } from 'vitest'
import { keepDropsFromLeaving } from './keepDrops.ts'

const drop = (types: string[], over: string | null, type = 'drop') => {
  const heard = new Map<string, (event: DragEvent) => void>()
  keepDropsFromLeaving({ addEventListener: (name: string, hear: never) => void heard.set(name, hear) } as never)
  const field = over === null ? null : { matches: (selector: string) => selector === over }
  let prevented = false
  const event = {
    dataTransfer: { types, dropEffect: 'copy' },
    target: { closest: () => field },
    defaultPrevented: false,
    preventDefault: () => (prevented = true),
  }
  heard.get(type)?.(event as never)
  return prevented
}

test("dropping a file on the page doesn't replace the app", () => {
  expect(drop(['Files'], null)).toBe(true)
  expect(drop(['Files'], null, 'dragover')).toBe(true)
  expect(drop(['Files'], 'textarea')).toBe(true)
  expect(drop(['text/uri-list', 'text/plain'], null)).toBe(true)
})

test('you can drop text into text fields, and files into file fields', () => {
  expect(drop(['Files'], 'input[type=file]')).toBe(false)
  expect(drop(['text/plain'], null)).toBe(false)
  expect(drop(['text/uri-list', 'text/plain'], 'textarea')).toBe(false)
})
