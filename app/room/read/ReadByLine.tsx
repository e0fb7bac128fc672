import { createMemo } from 'solid-js'
import type { RoomView } from '../model/RoomView.ts'
import { readByText } from './readByText.ts'
import './read-by.css'

/** Below the newest message, if it is one's own: who has read it. Its place is there always, so that nothing moves. */
export default function ReadByLine(props: { room: RoomView }) {
  const words = createMemo(() => {
    const last = props.room.messages().at(-1)
    return last?.own ? readByText(props.room, last) : ''
  })
  return <p class="read-by-line one-line">{words()}</p>
}
