import { hueOf, initialsOf } from './identity.ts'
import './avatar.css'

/** Initials on a hue that follows from the id, so a person looks the same everywhere. Decoration: the name stands beside it. */
export function Avatar(props: { id: string; name: string; of?: 'person' | 'room' }) {
  return (
    <span
      class="avatar"
      classList={{ 'of-room': props.of === 'room' }}
      style={{ '--hue': String(hueOf(props.id)) }}
      aria-hidden="true"
    >
      {initialsOf(props.name)}
    </span>
  )
}
