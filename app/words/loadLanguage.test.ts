import { expect, test, vi } from 'vitest'
import { followLanguage, loadLanguage } from './loadLanguage.ts'

const element = { lang: '', dir: '' }
const kept = new Map<string, string>()
let tell = (_: Partial<StorageEvent>) => {}
vi.stubGlobal('document', { documentElement: element })
vi.stubGlobal('localStorage', { getItem: (key: string) => kept.get(key) ?? null })
vi.stubGlobal('addEventListener', (_: 'storage', listener: typeof tell) => {
  tell = listener
})

test('a language chosen in one tab is shown in all tabs', async () => {
  followLanguage()
  kept.set('language', 'ar-XB')
  await loadLanguage()
  expect(element).toEqual({ lang: 'ar-XB', dir: 'rtl' })
  kept.set('language', 'en-XA')
  tell({ key: 'language', newValue: 'en-XA' })
  await vi.dynamicImportSettled()
  expect(element).toEqual({ lang: 'en-XA', dir: 'ltr' })
  tell({ key: 'theme', newValue: null })
  expect(element.lang).toBe('en-XA')
  kept.delete('language')
  tell({ key: 'language', newValue: null })
  expect(element).toEqual({ lang: 'en', dir: 'ltr' })
})
