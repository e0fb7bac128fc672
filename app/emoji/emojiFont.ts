import faces from '@infolektuell/noto-color-emoji/index.css?raw'
import { drawsEmoji } from './drawn.ts'
import { keepFont } from './keepFont.ts'

/** Addresses of the font's eleven parts. */
const files = import.meta.glob<string>('../../node_modules/@infolektuell/noto-color-emoji/files/*.woff2', {
  eager: true,
  exhaustive: true,
  import: 'default',
  query: '?url',
})

/**
 * Adds a font with emoji if the system has none, as on many Linux machines. The browser fetches a part when one of its
 * characters is on screen. The stylesheet names the family before all others.
 */
export const addEmojiFont = async (): Promise<void> => {
  if (drawsEmoji()) return
  const parts = partsOfFont()
  for (const { address, unicodeRange } of parts) {
    // `swap`: until the part is there, a plain emoji of another font is shown instead of nothing.
    document.fonts.add(new FontFace('yabber-emoji', `url(${address})`, { unicodeRange, display: 'swap' }))
  }
  const addresses = parts.map(({ address }) => address)
  // Without TLS a browser has neither of these.
  const { caches, navigator } = globalThis
  await keepFont(addresses, { workers: navigator.serviceWorker ?? null, caches, fetch: (part) => fetch(part) })
}

const partsOfFont = (): { address: string; unicodeRange: string }[] =>
  [...faces.matchAll(/files\/(\d+\.woff2)[^}]*unicode-range:\s*([^;}]+)/g)].flatMap(([, file = '', range = '']) => {
    const address = Object.entries(files).find(([path]) => path.endsWith(`/${file}`))?.[1]
    const unicodeRange = pictures(range)
    return address && unicodeRange ? [{ address, unicodeRange }] : []
  })

/** Joiners, selectors and pictures. Digits and letters are left to the system's fonts. */
const pictures = (range: string): string =>
  range
    .split(/,\s*/)
    .filter((some) => /^U\+(?:200d|20e3|219\d(?:-219\d)?)$/i.test(some) || Number.parseInt(some.slice(2), 16) >= 0x2300)
    .join()
