import { beforeEach, expect, test, vi } from 'vitest'

const storage = new Map<string, string>()
vi.stubGlobal('localStorage', {
  getItem: (key: string) => storage.get(key) ?? null,
  setItem: (key: string, text: string) => storage.set(key, text),
})
const started = async () => {
  vi.resetModules()
  return await import('./kept.ts')
}
beforeEach(() => storage.clear())

test('recent emoji are kept on the device, the latest first, each once', async () => {
  const { noteRecent, recentEmojis } = await started()
  for (const emoji of ['👍', '🎉', '👍🏾', '👍']) noteRecent(emoji)
  expect(recentEmojis()).toEqual(['👍', '👍🏾', '🎉'])
  expect((await started()).recentEmojis()).toEqual(['👍', '👍🏾', '🎉'])
})

test('only the latest 24 are kept', async () => {
  const { noteRecent, recentEmojis } = await started()
  for (let at = 0; at < 30; at++) noteRecent(String.fromCodePoint(0x1f600 + at))
  expect(recentEmojis().length).toBe(24)
  expect(recentEmojis()[0]).toBe(String.fromCodePoint(0x1f600 + 29))
})

test('the skin tone is kept on the device, and another value than ours is passed over', async () => {
  const { tone, setTone } = await started()
  expect(tone()).toBe('0')
  setTone('3')
  expect((await started()).tone()).toBe('3')
  storage.set('emoji-tone', '9')
  expect((await started()).tone()).toBe('0')
})

test('without storage the choice lasts until the page closes', async () => {
  vi.stubGlobal('localStorage', undefined)
  const { noteRecent, recentEmojis, setTone, tone } = await started()
  noteRecent('🎉')
  setTone('2')
  expect([recentEmojis(), tone()]).toEqual([['🎉'], '2'])
})
