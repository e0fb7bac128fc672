import { createSignal } from 'solid-js'

const [fromHere, setFromHere] = createSignal<ReadonlyMap<string, string>>(new Map())

/** Tracked: where a picture is to be had, by its content hash. */
export const pictureUrl = (hash: string): string => fromHere().get(hash) ?? `/pictures/${hash}`

/** One that was made on this device and that the relay may not have yet. It is shown from here as long as the page lasts. */
export const showPictureFromHere = (hash: string, bytes: Blob): void => {
  if (!fromHere().has(hash)) setFromHere((before) => new Map(before).set(hash, URL.createObjectURL(bytes)))
}
