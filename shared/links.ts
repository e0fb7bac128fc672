/** A piece of plain text: words, or an address to follow. */
export interface Run {
  text: string
  href: string | null
}

const address = /\b(?:https?:\/\/|www\.(?=[a-z0-9-]+\.))[^\s<>"`]+/giu
const closing: Record<string, string> = { ')': '(', ']': '[', '}': '{' }

/** What an address leads to, by the platform's own reading of it; null where it is none. */
export type HrefOf = (address: string) => string | null

/** Finds http and https addresses in plain words; punctuation that ends the sentence is not part of the address. */
export function runsOf(text: string, hrefOf: HrefOf): Run[] {
  const runs: Run[] = []
  let from = 0
  for (const found of text.matchAll(address)) {
    const shown = withoutTail(found[0])
    const href = hrefOf(/^www\./i.test(shown) ? `https://${shown}` : shown)
    if (!href) continue
    if (found.index > from) runs.push({ text: text.slice(from, found.index), href: null })
    runs.push({ text: shown, href })
    from = found.index + shown.length
  }
  if (from < text.length) runs.push({ text: text.slice(from), href: null })
  return runs
}

function withoutTail(found: string): string {
  let end = found.length
  for (; end > 0; end--) {
    const last = found.charAt(end - 1)
    const open = closing[last]
    if (
      open
        ? found.slice(0, end).split(open).length >= found.slice(0, end).split(last).length
        : !/[.,;:!?'*_~…]/.test(last)
    )
      break
  }
  return found.slice(0, end)
}
