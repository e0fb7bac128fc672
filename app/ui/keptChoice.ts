import { type Accessor, createSignal } from 'solid-js'

/** A choice out of a few that this device remembers as long as its storage lasts. */
export function createKeptChoice<T extends string>(
  key: string,
  all: readonly [T, ...T[]],
): [Accessor<T>, (next: T) => void] {
  const [choice, setChoice] = createSignal<T>(read(key, all))
  return [
    choice,
    (next) => {
      setChoice(() => next)
      write(key, next)
    },
  ]
}

function read<T extends string>(key: string, all: readonly [T, ...T[]]): T {
  try {
    const kept = localStorage.getItem(key)
    return all.find((one) => one === kept) ?? all[0]
  } catch {
    // Storage is blocked: use the default.
    return all[0]
  }
}

function write(key: string, next: string) {
  try {
    localStorage.setItem(key, next)
  } catch {
    // Storage is blocked or full: the choice lasts until the page closes.
  }
}
