import { limits } from '../../shared/record/limits.ts'

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
const noText = /[\u0000-\u0008\u000b-\u001f\u007f]/g
/** Half a character: it cannot be written as UTF-8. */
const half = /\p{Surrogate}/gu

/** A message as it is posted: what is no text goes; what is too long for one goes in several, with no character cut in two. */
export const partsOf = (text: string): string[] => {
  const clean = text.replace(noText, '').replace(half, '\ufffd')
  const parts: string[] = []
  for (let from = 0; from < clean.length; from += parts.at(-1)?.length ?? 0)
    parts.push(clean.slice(from, endOf(clean, from)))
  return parts
}

const endOf = (text: string, from: number): number => {
  const end = from + limits.textLength
  const isCut = end < text.length && (text.codePointAt(end - 1) ?? 0) > 0xffff
  return isCut ? end - 1 : end
}
