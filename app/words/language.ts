import { type BaseRecordDict, type Flatten, flatten, type Translator, translator } from '@solid-primitives/i18n'
import { createSignal } from 'solid-js'

/** A language other than English. */
export interface Language {
  /** BCP 47, for the page's `lang`. */
  tag: string
  direction: 'ltr' | 'rtl'
  /** BCP 47, for what `Intl` writes, such as times. */
  locale: string
  /** Its dictionary for a part of the app, in the shape of the English one. */
  wordsOf<D extends BaseRecordDict>(part: string, english: D): D
}

const [language, setLanguage] = createSignal<Language | null>(null)

/** English as it is written where this browser is set up, if that is a place for English. */
const english = globalThis.navigator?.languages?.find((tag) => /^en\b/i.test(tag)) ?? 'en-GB'

/** The locale of the language that is shown. Without it, `Intl` would follow the browser's language, which may be another. */
export const locale = (): string => language()?.locale ?? english

/** Shows everything in this language from now on. Null is English. */
export const speak = (next: Language | null): void => {
  document.documentElement.lang = next?.tag ?? 'en'
  document.documentElement.dir = next?.direction ?? 'ltr'
  setLanguage(next)
}

/**
 * Makes the `t` of a part of the app, which gives the words for a key. English is part of the code that shows it, so it
 * is there as soon as that code is. Call `t` where the words are shown, not before, so that they follow the language.
 */
export const translate = <D extends BaseRecordDict>(part: string, english: D): Translator<Flatten<D>> => {
  const inEnglish = flatten(english)
  let latest: { language: Language; words: Flatten<D> } | null = null
  return translator(() => {
    const spoken = language()
    if (spoken === null) return inEnglish
    if (latest?.language !== spoken) latest = { language: spoken, words: flatten(spoken.wordsOf(part, english)) }
    return latest.words
  })
}
