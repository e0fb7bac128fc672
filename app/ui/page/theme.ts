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

/** Applies the chosen theme to the page. Call it once before the first paint. */
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
    // Storage is blocked: follow the system.
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
