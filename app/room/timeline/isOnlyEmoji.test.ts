import { expect, test } from 'vitest'
import { isOnlyEmoji } from './isOnlyEmoji.ts'

test.each(['🙂', '👍🏽', '❤️', '👩‍❤️‍👨', '🧑🏽‍💻', '🇪🇺 🇺🇦', '1️⃣', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👁️‍🗨️', '☝🏽', '🎉🎉 🎉\n🎉', '🙂'.repeat(12)])(
  '%s is large',
  (text) => {
    expect(isOnlyEmoji(text)).toBe(true)
  },
)

test.each(['', ' ', '1', '#', '42', '©', '™', ':)', 'ok 🙂', '🙂.', '\u200d', '\ufe0f', '🙂'.repeat(13), 'é'])(
  '%j is text',
  (text) => {
    expect(isOnlyEmoji(text)).toBe(false)
  },
)
