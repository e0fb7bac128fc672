import { createSignal } from 'solid-js'
import { segmentName } from '../../../shared/wire/documents.ts'
import type { Shared } from '../../base/shared.ts'
import type { Segments } from '../../segments/segments.ts'
import type { LiveRoom } from './liveRoom.ts'

/** A message of any room, as far as this device knows it. */
export interface LookedUp {
  state: 'looking' | 'here' | 'erased' | 'not-here'
  /** Empty unless it is here, like `text`. */
  author: string
  text: string
  time: number
  imported: boolean
}

const nothing = { author: '', text: '', time: 0, imported: false }

/** Reads one message from the copy on this device. If it is not there, it comes while there is a network. */
export const lookUpIn =
  ({ live, segments }: { live: Shared<LiveRoom>; segments: Segments }) =>
  ({ room, name, segment: number }: { room: string; name: string; segment: number }) => {
    const liveRoom = live.open(room)
    const document = segmentName(room, number)
    const segment = segments.open(document)
    const read = (): LookedUp => {
      const message = segment.messages(liveRoom.whoIs).find((one) => one.name === name)
      const state = segment.document.state().name
      if (!message) {
        const isErased = segment.folding(liveRoom.whoIs).erasure(name) !== null || state === 'synced'
        return { ...nothing, state: isErased ? 'erased' : segment.document.hasLoaded ? 'not-here' : 'looking' }
      }
      const author = message.imported?.who ?? liveRoom.roster.members.get(message.user)?.name ?? ''
      return { state: 'here', author, text: message.text, time: message.time, imported: message.imported !== null }
    }
    const [version, setVersion] = createSignal(0)
    const look = () => void setVersion((before) => before + 1)
    const stops = [liveRoom.changed.subscribe(look), segment.changed.subscribe(look)]
    void segment.document.loaded.then(look)
    return {
      /** Tracked. */
      now: (): LookedUp => {
        version()
        return read()
      },
      close: () => {
        for (const stop of stops) stop()
        void segments.close(document, segment)
        void live.close(room, liveRoom)
      },
    }
  }
