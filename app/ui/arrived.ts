import type { Resource } from 'solid-js'

/**
 * What a resource has brought, undefined until then. Reading the resource itself, or its `latest`, hides everything up to the next
 * `Suspense` while it loads: the whole page, for one line of it.
 */
export const arrived = <T>(resource: Resource<T>): T | undefined =>
  resource.state === 'ready' || resource.state === 'refreshing' ? resource.latest : undefined
