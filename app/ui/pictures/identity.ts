/** A hue from 0 to 359 for any id: FNV-1a, spread by the golden angle so that similar ids differ. */
export function hueOf(id: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193)
  return Math.round(((hash >>> 0) * 137.508) % 360)
}

const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** One or two letters or digits for a name: the first characters of its first and last word. */
export function initialsOf(name: string): string {
  // Skips a username shown beside the name, because it is not part of the name.
  const words = name.split(/[\s._-]+/u).filter((word) => /^[^@]*[\p{L}\p{N}]/u.test(word))
  const first = words[0] ?? name
  const last = words.length > 1 ? words[words.length - 1] : undefined
  return (firstLetter(first) + (last ? firstLetter(last) : '')).toUpperCase() || '?'
}

function firstLetter(word: string): string {
  const bare = word.replace(/^[^\p{L}\p{N}]+/u, '') || word
  // Most names begin like this, and finding characters of any script takes longer than drawing the picture.
  if (/^[A-Za-z0-9](?:[ -~]|$)/.test(bare)) return bare.charAt(0)
  const [first] = segments.segment(bare)
  return first ? first.segment.replace(/(\p{M}{2})\p{M}+/gu, '$1') : ''
}
