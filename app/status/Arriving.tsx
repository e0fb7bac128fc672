import { ErrorBoundary, type JSX, Suspense } from 'solid-js'
import { NotLoaded } from '../ui/reactive/part.ts'
import { useStatus } from './useStatus.ts'

export interface Missing {
  /** `broken`: the code arrived but failed. */
  why: 'offline' | 'not-sent' | 'broken'
  tryAgain: () => void
  /** Draws the children again, without a message about what was missing. */
  clear: () => void
}

/** Wraps code that loads later. If it does not arrive, or fails, `missing` is shown instead of an empty place. */
export function Arriving(props: { missing: (missing: Missing) => JSX.Element; children: JSX.Element }) {
  const status = useStatus()
  const why = (error: unknown) => {
    if (!(error instanceof NotLoaded)) return 'broken'
    return status.network() === 'online' ? 'not-sent' : 'offline'
  }
  let tries = 0
  /**
   * Some browsers remember a failed import until the page reloads, so the second try reloads. It does not when offline,
   * because that would lose the page as well.
   */
  const tryAgain = (error: unknown, clear: () => void) => {
    if (why(error) === 'offline' || tries++ === 0) clear()
    else location.reload()
  }
  const stand = (error: unknown, clear: () => void) => {
    if (why(error) === 'broken') reportError(error)
    return props.missing({
      get why() {
        return why(error)
      },
      tryAgain: () => tryAgain(error, clear),
      clear,
    })
  }
  return (
    <ErrorBoundary fallback={stand}>
      <Suspense>{props.children}</Suspense>
    </ErrorBoundary>
  )
}
