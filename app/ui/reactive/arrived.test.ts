import { type Accessor, createResource, createRoot, type JSX, Suspense } from 'solid-js'
import { expect, test } from 'vitest'
import { arrived } from './arrived.ts'

/** A page with one line that waits for a resource. */
const pageOf = (line: (resource: ReturnType<typeof createResource<string>>[0]) => string) =>
  createRoot((dispose) => {
    let bring = (_: string) => {}
    const [resource] = createResource(() => new Promise<string>((resolve) => (bring = resolve)))
    const page = Suspense({
      fallback: 'a blank page',
      get children(): JSX.Element {
        return line(resource)
      },
    }) as unknown as Accessor<string>
    return { page, bring: (what: string) => bring(what), dispose }
  })

test('a page is shown while one of its lines still waits, and the line appears later', async () => {
  expect(pageOf((resource) => resource() ?? '').page()).toBe('a blank page')
  const { page, bring, dispose } = pageOf((resource) => arrived(resource) ?? 'Loading…')
  expect(page()).toBe('Loading…')
  bring('olga@example.org')
  await new Promise((resolve) => setTimeout(resolve))
  expect(page()).toBe('olga@example.org')
  dispose()
})
