import type { Resource } from 'solid-js'

/**
 * The value that a resource has loaded, or undefined before that. Reading the resource itself, or its `latest`, while
 * it loads would hide everything up to the next `Suspense`: the whole page because of one line.
 */
export const arrived = <T>(resource: Resource<T>): T | undefined =>
  resource.state === 'ready' || resource.state === 'refreshing' ? resource.latest : undefined
