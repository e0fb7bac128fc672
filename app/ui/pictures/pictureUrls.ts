import { createSignal } from 'solid-js'

const [fromHere, setFromHere] = createSignal<ReadonlyMap<string, string>>(new Map())

/** Tracked: the URL of a picture, by its content hash. */
export const pictureUrl = (hash: string): string => fromHere().get(hash) ?? `/pictures/${hash}`

/**
 * Registers a picture chosen on this device that the relay may not have yet. It is shown from memory until the page
 * closes.
 */
export const showPictureFromHere = (hash: string, bytes: Blob): void => {
  if (!fromHere().has(hash)) setFromHere((before) => new Map(before).set(hash, URL.createObjectURL(bytes)))
}
