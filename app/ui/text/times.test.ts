import { expect, test, vi } from 'vitest'

test('times are written in the language of the words, not in that of the browser', async () => {
  vi.stubGlobal('document', { documentElement: {} })
  vi.stubGlobal('navigator', { languages: ['de-DE', 'de'] })
  const { wholeTime } = await import('./times.ts')
  const { speak } = await import('../../words/language.ts')
  const time = new Date(2004, 11, 25, 9, 14).getTime()
  expect(wholeTime(time)).toBe('Saturday, 25 December 2004 at 09:14')
  speak({ tag: 'fr', direction: 'ltr', locale: 'fr', wordsOf: (_, english) => english })
  expect(wholeTime(time)).toMatch(/^samedi 25 décembre 2004 à 09:14$/)
  speak(null)
  expect(wholeTime(time)).toBe('Saturday, 25 December 2004 at 09:14')
})

test('English times are written as in the country of a browser that is set up in English', async () => {
  vi.resetModules()
  vi.stubGlobal('navigator', { languages: ['de', 'en-US', 'en'] })
  const { clockTime } = await import('./times.ts')
  expect(clockTime(new Date(2004, 11, 25, 21, 14).getTime())).toMatch(/^9:14\sPM$/)
})
