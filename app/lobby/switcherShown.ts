import { createSignal } from 'solid-js'

const [isShown, setShown] = createSignal(false)

/** Whether the switcher is open over the page. */
export const isSwitcherShown = isShown
export const openSwitcher = () => setShown(true)
export const closeSwitcher = () => setShown(false)
