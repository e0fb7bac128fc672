import { createSignal } from 'solid-js'

export type Theme = 'system' | 'light' | 'dark'
const kept = 'theme'

const [theme, setSignal] = createSignal<Theme>(read())

export { theme }

export function setTheme(next: Theme) {
  setSignal(next)
  write(next)
  showTheme()
}

/** Puts the chosen theme on the page: called once before the first paint. */
export function showTheme() {
  if (theme() === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme()
}

function read(): Theme {
  const found = readKept()
  return found === 'light' || found === 'dark' ? found : 'system'
}

function readKept(): string | null {
  try {
    return localStorage.getItem(kept)
  } catch {
    // Storage is blocked here: follow the system.
    return null
  }
}

function write(next: Theme) {
  try {
    localStorage.setItem(kept, next)
  } catch {
    // Storage is blocked or full: the choice lasts until the page closes.
  }
}
