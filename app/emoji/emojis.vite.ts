import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Plugin } from 'vite'
import { packEmojis } from './table.ts'

interface EmojiData {
  emoji: string
  hexcode: string
  label: string
  tags?: string[]
  group?: number
  /** Version of Unicode's emoji. */
  version: number
  skins?: { emoji: string; tone: number | number[] }[]
}

const require = createRequire(import.meta.url)
const read = (file: string) => JSON.parse(readFileSync(require.resolve(`emojibase-data/en/${file}`), 'utf8'))

export const emojiData = (): EmojiData[] => read('data.json')

/** Numbers of emojibase's groups in the order of ours. The second group holds single skin tones and hair styles. */
const groupNumbers = [0, 1, 3, 4, 5, 6, 7, 8, 9]

type ShortCodes = Record<string, string | string[]>

/** The short codes of GitHub come first, because people know those. Others must not give them to another emoji. */
const packed = (): string => {
  const known: ShortCodes = read('shortcodes/github.json')
  const taken = new Set(Object.values(known).flat())
  const more: ShortCodes = read('shortcodes/emojibase.json')
  const rows = emojiData().flatMap(({ emoji, hexcode, label, tags = [], group = -1, version, skins }) => {
    const at = groupNumbers.indexOf(group)
    const others = [more[hexcode] ?? []].flat().filter((code) => !taken.has(code))
    const codes = [known[hexcode] ?? [], others].flat()
    return at < 0 ? [] : [{ emoji, codes, name: label, tags, group: at, hasTones: Boolean(skins), version }]
  })
  return packEmojis(rows)
}

const name = 'virtual:emojis'

/** Keeps 140 kB of the library's 2 MB: what the picker shows, and what a person can search by. */
export const emojisPlugin = (): Plugin => ({
  name: 'emojis',
  resolveId: (id) => (id === name ? `\0${name}` : null),
  load: (id) => (id === `\0${name}` ? `export default ${JSON.stringify(packed())}` : null),
})
