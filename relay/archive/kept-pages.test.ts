import { expect, it } from 'vitest'
import { KeptPages } from './kept-pages.ts'

const stage = () => {
  const pages = new KeptPages()
  const made: string[] = []
  const read = async (path: string, source: string, text = `${path} ${source}`) => {
    const { pieces } = await pages.page(path, source, async () => {
      made.push(path)
      const bytes = Buffer.from(text)
      return { pieces: [bytes], length: bytes.length, etag: '"x"' }
    })
    return Buffer.concat(pieces).toString()
  }
  return { made, read }
}

it('renders a page once, until its source changes', async () => {
  const { made, read } = stage()
  expect(await read('a', '1')).toBe('a 1')
  expect(await read('a', '1')).toBe('a 1')
  expect(made).toEqual(['a'])
  expect(await read('a', '2')).toBe('a 2')
  expect(await read('a', '2')).toBe('a 2')
  expect(made).toEqual(['a', 'a'])
})

it('drops the page that nobody read for longest, so that the total size stays within a limit', async () => {
  const { made, read } = stage()
  const long = 'x'.repeat(6_000_000)
  for (const path of ['a', 'b', 'a', 'c']) await read(path, '1', long)
  expect(made).toEqual(['a', 'b', 'c'])
  await read('a', '1', long)
  expect(made).toEqual(['a', 'b', 'c'])
  await read('b', '1', long)
  expect(made).toEqual(['a', 'b', 'c', 'b'])
})
