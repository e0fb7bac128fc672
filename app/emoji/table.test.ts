import packed from 'virtual:emojis'
import { expect, test } from 'vitest'
import { emojiData } from './emojis.vite.ts'
import { emojiGroups, packEmojis, readEmojis } from './table.ts'
import { fullyQualified, tones, withTone } from './tone.ts'

const all = readEmojis(packed)
/** The newest version whose emoji this JavaScript engine knows. */
const known = 15

test('the table holds every emoji of Unicode once, spelled as Unicode recommends', () => {
  expect(all.length).toBeGreaterThan(1_900)
  expect(new Set(all.map(({ emoji }) => emoji)).size).toBe(all.length)
  const flag: string = 'v' // newer than what TypeScript is set to
  const recommended = new RegExp('^\\p{RGI_Emoji}$', flag)
  expect(all.filter(({ emoji, version }) => version <= known && !recommended.test(emoji))).toEqual([])
})

test('each emoji has a name, a group, and short codes that no other emoji has', () => {
  expect(all.filter(({ name, codes }) => name === '' || codes.some((code) => !/^[\w+-]+$/.test(code)))).toEqual([])
  expect([...new Set(all.map(({ group }) => group))]).toEqual(emojiGroups.map((_, at) => at))
  const codes = all.flatMap(({ codes }) => codes)
  expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([])
})

test('packing and reading give the same again', () => {
  expect(packEmojis(all)).toBe(packed)
  expect(readEmojis(packEmojis(all.slice(0, 3)))).toEqual(all.slice(0, 3))
})

test('a skin tone gives the emoji that Unicode lists for it', () => {
  const wrong = emojiData().flatMap(({ emoji, skins = [] }) =>
    skins
      .filter(({ tone }) => !Array.isArray(tone) || tone[0] === tone[1])
      .map(({ emoji: toned, tone }) => [
        withTone(fullyQualified(emoji), tones[[tone].flat()[0]!]!),
        fullyQualified(toned),
      ])
      .filter(([made, listed]) => made !== listed),
  )
  expect(wrong).toEqual([])
  expect(all.filter(({ hasTones }) => hasTones).length).toBeGreaterThan(300)
})

test('an emoji without tones is told apart', () => {
  const of = (emoji: string) => all.find((one) => one.emoji === emoji)?.hasTones
  expect([of('👍'), of('🧑‍🤝‍🧑'), of('😀'), of('🐻')]).toEqual([true, true, false, false])
})
