import { useSearchParams } from '@solidjs/router'
import { createSignal } from 'solid-js'
import { createMedia, threePanes } from '../../ui/page/media.ts'

const [beside, setBeside] = createSignal(true)

/**
 * Whether the member list is shown. On a wide screen it is beside the timeline, and the choice is for all rooms. On a
 * narrow one it covers the timeline and is a step in the history, so that the back button closes it.
 */
export function createMembersPane() {
  const wide = createMedia(threePanes)
  const [search, setSearch] = useSearchParams()
  const isOver = () => !wide() && search.members === 'shown'
  const isOpen = () => (wide() ? beside() : isOver())
  const open = () => (wide() ? setBeside(true) : setSearch({ members: 'shown' }))
  const close = () => (wide() ? setBeside(false) : setSearch({ members: undefined }, { replace: true }))
  return { isOpen, isOver, close, toggle: () => (isOpen() ? close() : open()) }
}
