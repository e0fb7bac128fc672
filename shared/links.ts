/** A piece of plain text; `href` is set if it is an address to follow. */
export interface Run {
  text: string
  href: string | null
}

/** Where an address stands in a text: `from` is its start, `to` its end (exclusive). */
export interface Address {
  from: number
  to: number
  href: string
}

/**
 * Where an address may begin, and every character that may belong to it. Quotation marks, the punctuation of languages
 * written without spaces, and invisible characters end it. So does `](`, which is part of a markdown link.
 */
const address =
  /(?<![a-z0-9])(?:https?:\/\/|www\.(?=[\p{L}\p{N}-]{1,63}\.))(?:(?!\]\()[^\s<>"`\\\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff“”„«»‹›\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0c\uff1a-\uff20\uff3b-\uff3d\uff5b-\uff65])+/giu
/** Characters at the end that belong to the sentence and not to the address, such as punctuation and emoji. */
const tail = /[.,;:!?'’‘*_~|…\p{Extended_Pictographic}\p{Emoji_Modifier}\p{RI}]|\p{Default_Ignorable_Code_Point}/u
const opening: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }
/** In UTF-16 units; no host name is longer. */
const longestHost = 255

/** Returns where an address leads, as parsed by the platform's URL parser; null if it may not be followed. */
export type HrefOf = (address: string) => string | null

/** An address as the platform's URL parser returns it. */
interface ReadUrl {
  protocol: string
  username: string
  password: string
  hostname: string
  href: string
}

/**
 * Rejects a user name before the host, because it misleads: `https://bank.example@thief.example` leads to the thief.
 */
export const hrefOfUrl = (url: ReadUrl | null): string | null => {
  if (url === null || url.username !== '' || url.password !== '') return null
  const isWeb = (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== ''
  return isWeb || url.protocol === 'mailto:' ? url.href : null
}

/**
 * Returns null without parsing if the host is longer than any real one, because parsing takes more than linear time.
 */
export const followable = (address: string, hrefOf: HrefOf): string | null => {
  const host = /^[a-z]+:\/*([^/?#]*)/i.exec(address)?.[1] ?? ''
  return host.length <= longestHost ? hrefOf(address) : null
}

/** Finds http and https addresses in plain text. Punctuation that ends the sentence is not part of the address. */
export const addressesIn = (text: string, hrefOf: HrefOf): Address[] => {
  const addresses: Address[] = []
  for (const found of text.matchAll(address)) {
    const shown = withoutTail(found[0])
    const href = followable(/^www\./i.test(shown) ? `https://${shown}` : shown, hrefOf)
    if (href) addresses.push({ from: found.index, to: found.index + shown.length, href })
  }
  return addresses
}

export const runsOf = (text: string, hrefOf: HrefOf): Run[] => {
  const runs: Run[] = []
  let done = 0
  for (const { from, to, href } of addressesIn(text, hrefOf)) {
    if (from > done) runs.push({ text: text.slice(done, from), href: null })
    runs.push({ text: text.slice(from, to), href })
    done = to
  }
  if (done < text.length) runs.push({ text: text.slice(done), href: null })
  return runs
}

/** A closing bracket at the end belongs to the address only if it was opened inside it. */
const withoutTail = (found: string): string => {
  const counts = new Map<string, number>()
  const count = (sign: string, by: number) => counts.set(sign, (counts.get(sign) ?? 0) + by)
  for (const sign of found) if ('()[]{}'.includes(sign)) count(sign, 1)
  let end = found.length
  while (end > 0) {
    const last = lastOf(found, end)
    const open = opening[last]
    const isOver = open === undefined ? tail.test(last) : (counts.get(last) ?? 0) > (counts.get(open) ?? 0)
    if (!isOver) break
    if (open !== undefined) count(last, -1)
    end -= last.length
  }
  return found.slice(0, end)
}

/** The character that ends at `end`, including both halves of a surrogate pair. */
const lastOf = (text: string, end: number): string => {
  const isPair = (text.codePointAt(end - 2) ?? 0) > 0xffff
  return text.slice(end - (isPair ? 2 : 1), end)
}
