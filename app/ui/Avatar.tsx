import { createSignal, Show } from 'solid-js'
import { hueOf, initialsOf } from './identity.ts'
import { pictureUrl } from './pictureUrls.ts'
import './avatar.css'

/** Pictures that were on screen once come back without their initials being seen first. */
const shownBefore = new Set<string>()
/** What could not be loaded is tried again when the network is back. */
const [tries, setTries] = createSignal(1)
globalThis.addEventListener?.('online', () => setTries((before) => before + 1))

/**
 * A picture, or initials on a hue that follows from the id, so that a person looks the same everywhere. Decoration: the name
 * stands beside it.
 */
export function Avatar(props: {
  id: string
  name: string
  picture?: string | null | undefined
  of?: 'person' | 'room'
  /** Whose account is no more. */
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

/** Stands over the initials once it is there. */
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
