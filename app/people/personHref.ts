import { useLocation } from '@solidjs/router'
import { createMedia, twoPanes } from '../ui/media.ts'

/** Where a person is shown: in a sheet beside what is on screen where there is width for it, else on a page of their own. */
export const createPersonHref = (): ((user: string) => string) => {
  const wide = createMedia(twoPanes)
  const location = useLocation()
  return (user) => (wide() ? `${location.pathname}?person=${user}` : `/u/${user}`)
}
