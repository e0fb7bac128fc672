/** A skin tone, from light to dark. `0` is the yellow one. */
export const tones = ['0', '1', '2', '3', '4', '5'] as const
export type Tone = (typeof tones)[number]

const modifiers: Record<Tone, string> = { 0: '', 1: '🏻', 2: '🏼', 3: '🏽', 4: '🏾', 5: '🏿' }

/** Every person in the emoji, but not the hands between two people. */
const person = /(?<!\u200d(?=🤝))(\p{Emoji_Modifier_Base})\ufe0f?/gu

/** The emoji with this skin tone, given one that has tones and is in its default colour. */
export const withTone = (emoji: string, tone: Tone): string =>
  tone === '0' ? emoji : emoji.replace(person, `$1${modifiers[tone]}`)

/**
 * The one spelling that Unicode recommends. Some data has the selector for emoji style after characters that need none.
 */
export const fullyQualified = (emoji: string): string => emoji.replace(/(?<=\p{Emoji_Presentation})\ufe0f/gu, '')
