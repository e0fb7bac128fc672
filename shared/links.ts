/** A piece of plain text: words, or an address to follow. */
export interface Run {
  text: string
  href: string | null
}

const address = /\b(?:https?:\/\/|www\.(?=[a-z0-9-]+\.))[^\s<>"`]+/giu
const closing: Record<string, string> = { ')': '(', ']': '[', '}': '{' }

/** Finds http and https addresses in plain words; punctuation that ends the sentence is not part of the address. */
export function runsOf(text: string): Run[] {
  const runs: Run[] = []
  let from = 0
  for (const found of text.matchAll(address)) {
    const shown = withoutTail(found[0])
    const href = hrefOf(shown)
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

function hrefOf(shown: string): string | null {
  const url = URL.parse(shown.startsWith('www.') || shown.startsWith('WWW.') ? `https://${shown}` : shown)
  return url?.hostname ? url.href : null
}
