import { createKept, createKeptChoice } from '../ui/reactive/keptChoice.ts'
import { type Tone, tones } from './tone.ts'

/** The skin tone that this device remembers. */
export const [tone, setTone] = createKeptChoice<Tone>('emoji-tone', tones)

/** Two rows on a phone and more. */
const mostRecent = 24

/** Emoji that were used on this device, the latest first, each once and with its skin tone. */
export const [recentEmojis, setRecent] = createKept<readonly string[]>(
  'emoji-recent',
  (kept) => (kept ?? '').split(' ').filter(Boolean),
  (recent) => recent.join(' '),
)

export const noteRecent = (emoji: string): void =>
  setRecent([emoji, ...recentEmojis().filter((other) => other !== emoji)].slice(0, mostRecent))
