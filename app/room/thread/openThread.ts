import { useNavigate } from '@solidjs/router'
import { createSignal } from 'solid-js'
import type { RoomView } from '../model/RoomView.ts'

/** Which thread is open: a step in the history, so that the back button closes it. */
export const createOpenThread = (props: { room: RoomView; thread?: string | undefined }) => {
  const navigate = useNavigate()
  /** Name of the message in the thread that the person was led to. */
  const [at, setAt] = createSignal<string>()
  let before: Element | null = null

  return {
    at,
    open: (root: string, message?: string) => {
      setAt(message)
      if (root === props.thread) return
      if (props.thread === undefined) before = document.activeElement
      navigate(`/r/${props.room.id}/t/${root}`, { replace: props.thread !== undefined })
    },
    close: () => navigate(`/r/${props.room.id}`, { replace: true }),
    /** Gives the focus back to what had it before. Returns whether that is still there. */
    giveFocusBack: (): boolean => {
      if (!(before instanceof HTMLElement) || !before.isConnected || before === document.body) return false
      before.focus()
      return true
    },
  }
}
