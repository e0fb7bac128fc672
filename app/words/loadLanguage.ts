import { type Language, speak } from './language.ts'

const pseudo = (tag: 'en-XA' | 'ar-XB') => async () => (await import('./pseudo.ts')).pseudoLanguages[tag]

/** Languages besides English, by their tag. Each is loaded only where it is chosen. */
const languages: { [tag: string]: () => Promise<Language> } = { 'en-XA': pseudo('en-XA'), 'ar-XB': pseudo('ar-XB') }

/** Loads the language that this device was told to show. Without it the app speaks English. */
export const loadLanguage = async (): Promise<void> => {
  const load = languages[kept() ?? '']
  if (!load) return
  try {
    speak(await load())
  } catch {
    // It is not on this device and there is no network.
  }
}

const kept = (): string | null => {
  try {
    return localStorage.getItem('language')
  } catch {
    return null
  }
}
