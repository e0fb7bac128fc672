import { type Emoji, emojiGroups } from './table.ts'
import { type Tone, withTone } from './tone.ts'

export type GroupName = 'recent' | (typeof emojiGroups)[number]

export interface ShownEmoji {
  /** In its skin tone. */
  emoji: string
  name: string
  /** The best known short code, with colons. Empty if there is none. */
  code: string
}

/** What the grid shows for a group or for what was found. Recent ones keep the skin tone in which they were used. */
export const shownEmojis = (
  what: GroupName | readonly Emoji[],
  emojis: readonly Emoji[],
  recent: readonly string[],
  tone: Tone,
): ShownEmoji[] => {
  if (what === 'recent') {
    const known = new Map(emojis.map((one) => [withoutTone(one.emoji), one]))
    return recent.map((emoji) => shownAs(emoji, known.get(withoutTone(emoji))))
  }
  const listed = typeof what === 'string' ? ofGroup(emojis, what) : what
  return listed.map((one) => shownAs(one.hasTones ? withTone(one.emoji, tone) : one.emoji, one))
}

const shownAs = (emoji: string, known: Emoji | undefined): ShownEmoji => ({
  emoji,
  name: known?.name ?? emoji,
  code: known?.codes[0] ? `:${known.codes[0]}:` : '',
})

const ofGroup = (emojis: readonly Emoji[], name: GroupName): readonly Emoji[] =>
  emojis.filter(({ group }) => emojiGroups[group] === name)

/** Also without selectors, because a skin tone takes the place of one. */
const withoutTone = (emoji: string): string => emoji.replace(/\p{Emoji_Modifier}|\ufe0f/gu, '')
