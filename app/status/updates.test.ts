import { afterEach, expect, test, vi } from 'vitest'
import { makeUpdates } from './updates.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

/** A page that loads with or without a service worker; `change` simulates another worker taking over. */
const makePage = (controller: object | null) => {
  const workers = Object.assign(new EventTarget(), { controller, register: () => new Promise<never>(() => {}) })
  let reloads = 0
  vi.stubEnv('PROD', true)
  vi.stubGlobal('navigator', { serviceWorker: workers })
  vi.stubGlobal('location', { reload: () => reloads++ })
  makeUpdates()
  return {
    change: () => {
      workers.controller = {}
      workers.dispatchEvent(new Event('controllerchange'))
    },
    reloads: () => reloads,
  }
}

test("the first service worker doesn't reload the page, and the next one does", () => {
  const page = makePage(null)
  page.change()
  expect(page.reloads()).toBe(0)
  page.change()
  expect(page.reloads()).toBe(1)
})

test('a page that already has a service worker reloads when the next one takes over', () => {
  const page = makePage({})
  page.change()
  expect(page.reloads()).toBe(1)
})
