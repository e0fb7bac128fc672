// biome-ignore lint/suspicious/noControlCharactersInRegex: these characters are removed
const noText = /[\u0000-\u0008\u000b-\u001f\u007f]/g
/** Half of a surrogate pair, which cannot be written as UTF-8. */
const half = /\p{Surrogate}/gu

/**
 * A text as it is posted: without control characters, blank lines at the start and white space at the end. The indent of
 * the first line may be meant, so it stays.
 */
export const cleanText = (text: string): string => {
  const clean = text.replace(/\r\n?/g, '\n').replace(noText, '').replace(half, '\ufffd').trimEnd()
  const start = clean.length - clean.trimStart().length
  return clean.slice(clean.slice(0, start).lastIndexOf('\n') + 1)
}
