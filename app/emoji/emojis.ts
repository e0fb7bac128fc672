import { createSignal } from 'solid-js'
import { newestDrawn } from './drawn.ts'
import { type Emoji, readEmojis } from './table.ts'

const [emojis, setEmojis] = createSignal<readonly Emoji[]>([])

/** All emoji that this device can draw, in the order of the picker. Empty until `loadEmojis` has resolved. */
export { emojis }

let loading: Promise<void> | undefined

/** Loads the table once. It is part of the app's files, so it is there offline too. */
export const loadEmojis = (): Promise<void> => {
  loading ??= load().catch((error) => {
    loading = undefined
    throw error
  })
  return loading
}

const load = async (): Promise<void> => {
  const { default: packed } = await import('virtual:emojis')
  const all = readEmojis(packed)
  const newest = newestDrawn(all)
  setEmojis(all.filter(({ version }) => version <= newest))
}
