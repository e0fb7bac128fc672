import { useLocation } from '@solidjs/router'
import { createMedia, twoPanes } from '../ui/page/media.ts'

/** The link to a person: a sheet beside the current page if the screen is wide enough, else a page of its own. */
export const createPersonHref = (): ((user: string) => string) => {
  const wide = createMedia(twoPanes)
  const location = useLocation()
  return (user) => (wide() ? `${location.pathname}?person=${user}` : `/u/${user}`)
}
