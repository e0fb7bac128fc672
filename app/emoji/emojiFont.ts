import faces from '@infolektuell/noto-color-emoji/index.css?raw'
import { drawsEmoji } from './drawn.ts'

/** Addresses of the font's eleven parts. A part whose characters are on screen is fetched first. */
const parts = import.meta.glob<string>('../../node_modules/@infolektuell/noto-color-emoji/files/*.woff2', {
  eager: true,
  exhaustive: true,
  import: 'default',
  query: '?url',
})

/**
 * Adds a font with emoji if the system has none, as on many Linux machines. The service worker keeps its parts for
 * offline use. The stylesheet names the family before all others.
 */
export const addEmojiFont = async (): Promise<void> => {
  if (drawsEmoji()) return
  const fonts = fontsOfParts()
  for (const font of fonts) document.fonts.add(font)
  // The rest too, one after the other, so that all emoji are there without a network.
  for (const font of fonts) await font.load()
}

const fontsOfParts = (): FontFace[] => {
  const fonts: FontFace[] = []
  for (const [, file = '', range = ''] of faces.matchAll(/files\/(\d+\.woff2)[^}]*unicode-range:\s*([^;}]+)/g)) {
    const address = Object.entries(parts).find(([path]) => path.endsWith(`/${file}`))?.[1]
    const unicodeRange = pictures(range)
    // `swap`: until the part is there, a plain emoji of another font is shown instead of nothing.
    if (address && unicodeRange)
      fonts.push(new FontFace('yabber-emoji', `url(${address})`, { unicodeRange, display: 'swap' }))
  }
  return fonts
}

/** Joiners, selectors and pictures. Digits and letters are left to the system's fonts. */
const pictures = (range: string): string =>
  range
    .split(/,\s*/)
    .filter((some) => /^U\+(?:200d|20e3|219\d(?:-219\d)?)$/i.test(some) || Number.parseInt(some.slice(2), 16) >= 0x2300)
    .join()
