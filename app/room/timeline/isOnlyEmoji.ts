/** More of them, or of the characters that they are made of, are text. */
const mostEmoji = 12
const longest = 160

/** A flag, a keycap, or a picture with skin tone, joined to further pictures if need be. */
const emoji =
  '(?:\\p{RI}{2}|[\\d#*]\\ufe0f?\\u20e3|(?:\\p{Emoji_Presentation}|\\p{Extended_Pictographic}(?=\\ufe0f|\\p{EMod}))[\\ufe0f\\p{EMod}]?[\\u{e0020}-\\u{e007f}]*(?:\\u200d\\p{Extended_Pictographic}[\\ufe0f\\p{EMod}]?)*)'
const only = new RegExp(`^\\s*(?:${emoji}\\s*){1,${mostEmoji}}$`, 'u')

/** Whether a message is nothing but a few emoji, which are then shown large. */
export const isOnlyEmoji = (text: string): boolean => text.length <= longest && only.test(text)
