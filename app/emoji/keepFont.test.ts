import { expect, test } from 'vitest'
import { keepFont } from './keepFont.ts'

const stage = ({ kept = [] as string[], controlled = true } = {}) => {
  const fetched: string[] = []
  const events = new EventTarget()
  const workers = {
    controller: controlled ? ({} as ServiceWorker) : null,
    addEventListener: events.addEventListener.bind(events),
  }
  const caches = { match: async (part: unknown) => (kept.includes(part as string) ? new Response() : undefined) }
  const fetch = async (part: string) => {
    fetched.push(part)
    return new Response('font')
  }
  return { fetched, workers, caches, fetch, takeOver: () => events.dispatchEvent(new Event('controllerchange')) }
}

test('only missing parts are fetched', async () => {
  const { fetched, ...browser } = stage({ kept: ['/b'] })
  await keepFont(['/a', '/b', '/c'], browser)
  expect(fetched).toEqual(['/a', '/c'])
})

test('nothing is fetched before there is a service worker to keep it', async () => {
  const { fetched, takeOver, ...browser } = stage({ controlled: false })
  const kept = keepFont(['/a'], browser)
  await Promise.resolve()
  expect(fetched).toEqual([])
  takeOver()
  await kept
  expect(fetched).toEqual(['/a'])
})

test('nothing is fetched where there can be no service worker', async () => {
  const { fetched, ...browser } = stage()
  await keepFont(['/a'], { ...browser, workers: null })
  expect(fetched).toEqual([])
})
