import { createSignal, Show } from 'solid-js'
import { hueOf, initialsOf } from './identity.ts'
import { pictureUrl } from './pictureUrls.ts'
import './avatar.css'

/** Pictures that were on screen before are shown again at once, without the initials first. */
const shownBefore = new Set<string>()
/** A picture that failed to load is tried again when the network is back. */
const [tries, setTries] = createSignal(1)
globalThis.addEventListener?.('online', () => setTries((before) => before + 1))

/**
 * A picture, or initials on a colour. The hue follows from the id, so a person looks the same everywhere. Hidden from
 * screen readers, because the name is next to it.
 */
export function Avatar(props: {
  id: string
  name: string
  picture?: string | null | undefined
  of?: 'person' | 'room'
  /** The account was deleted. */
  nobody?: boolean | undefined
}) {
  return (
    <span
      class="avatar"
      classList={{ 'of-room': props.of === 'room', nobody: props.nobody }}
      style={{ '--hue': String(hueOf(props.id)) }}
      aria-hidden="true"
    >
      {props.nobody ? '' : initialsOf(props.name)}
      <Show when={props.picture && `${tries()} ${props.picture}`} keyed>
        <Picture hash={props.picture ?? ''} />
      </Show>
    </span>
  )
}

/** Covers the initials once it has loaded. */
function Picture(props: { hash: string }) {
  const [loaded, setLoaded] = createSignal(shownBefore.has(props.hash))
  const show = () => {
    shownBefore.add(props.hash)
    setLoaded(true)
  }
  return (
    <img
      class="avatar-picture"
      classList={{ loaded: loaded() }}
      src={pictureUrl(props.hash)}
      alt=""
      draggable={false}
      onLoad={show}
      onError={() => setLoaded(false)}
    />
  )
}
