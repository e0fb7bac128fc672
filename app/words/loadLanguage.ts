import { type Language, speak } from './language.ts'

const pseudo = (tag: 'en-XA' | 'ar-XB') => async () => (await import('./pseudo.ts')).pseudoLanguages[tag]

/** Languages besides English, by their tag. Each is loaded only where it is chosen. */
const languages: { [tag: string]: () => Promise<Language> } = { 'en-XA': pseudo('en-XA'), 'ar-XB': pseudo('ar-XB') }

const key = 'language'

/** Loads the language that this device was told to show. Without it the app speaks English. */
export const loadLanguage = async (): Promise<void> => {
  const chosen = kept()
  const load = languages[chosen ?? '']
  if (!load) return
  try {
    const language = await load()
    if (kept() === chosen) speak(language)
  } catch {
    // It is not on this device and there is no network.
  }
}

/** Shows the language that another tab chose, without a reload. */
export const followLanguage = (): void =>
  addEventListener('storage', (event) => {
    if (event.key !== key) return
    if (event.newValue === null) speak(null)
    else void loadLanguage()
  })

const kept = (): string | null => {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
