import { ErrorBoundary, type JSX, Suspense } from 'solid-js'
import { NotLoaded } from '../ui/part.ts'
import { useStatus } from './useStatus.ts'

export interface Missing {
  /** `broken`: it came, and has a fault. */
  why: 'offline' | 'not-sent' | 'broken'
  tryAgain: () => void
  /** Draws what is around it now, without a word about what was there. */
  clear: () => void
}

/** Around what may come late: where it does not come, or fails, `missing` stands in its place instead of nothing. */
export function Arriving(props: { missing: (missing: Missing) => JSX.Element; children: JSX.Element }) {
  const status = useStatus()
  const why = (error: unknown) => {
    if (!(error instanceof NotLoaded)) return 'broken'
    return status.network() === 'online' ? 'not-sent' : 'offline'
  }
  let tries = 0
  /** Some browsers keep what failed until the page is loaded anew, which without a network would lose the page as well. */
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
