import { useSearchParams } from '@solidjs/router'
import { createSignal } from 'solid-js'
import { createMedia, threePanes } from '../../ui/media.ts'

const [beside, setBeside] = createSignal(true)

/**
 * Whether the members are shown. Where there is width they stand beside the timeline and the choice holds for all rooms; else
 * they cover it, as a step in history, so that the back button closes them.
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
