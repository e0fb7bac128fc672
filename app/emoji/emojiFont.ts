import ranges from '@fontsource/noto-color-emoji/unicode.json'
import { drawsEmoji } from './drawn.ts'

/** Addresses of the font's eleven parts. A part is fetched when a character in it is on screen. */
const parts = import.meta.glob<string>(
  '../../node_modules/@fontsource/noto-color-emoji/files/noto-color-emoji-[0-9]*-400-normal.woff2',
  { eager: true, exhaustive: true, import: 'default', query: '?url' },
)

/**
 * Adds a font with emoji if the system has none, as on many Linux machines. The service worker keeps its parts for
 * offline use. The stylesheet names the family before all others.
 */
export const addEmojiFont = (): void => {
  if (drawsEmoji()) return
  for (const [part, range] of Object.entries<string>(ranges)) {
    const number = part.replace(/\D/g, '')
    const address = Object.entries(parts).find(([file]) => file.includes(`-emoji-${number}-400`))?.[1]
    const unicodeRange = pictures(range)
    if (address && unicodeRange) document.fonts.add(new FontFace('yabber-emoji', `url(${address})`, { unicodeRange }))
  }
}

/** Joiners, selectors and pictures. Digits and letters are left to the system's fonts. */
const pictures = (range: string): string =>
  range
    .split(',')
    .filter((some) => /^U\+(?:200d|20e3|2194-2199)$/i.test(some) || Number.parseInt(some.slice(2), 16) >= 0x2300)
    .join()
