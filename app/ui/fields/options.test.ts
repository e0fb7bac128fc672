import { createRoot, createSignal } from 'solid-js'
import { expect, test, vi } from 'vitest'
import { createOptions } from './options.ts'

vi.stubGlobal('document', { getElementById: () => null })

const stage = (names: string[], mayBeMeant?: (name: string) => boolean) =>
  createRoot((dispose) => {
    const [all, setAll] = createSignal(names)
    const [typed, setTyped] = createSignal('')
    const chosen: string[] = []
    const options = createOptions({
      all,
      typed,
      keyOf: (name) => name,
      choose: (name) => void chosen.push(name),
      ...(mayBeMeant && { mayBeMeant }),
    })
    const press = (key: string) =>
      options.onKeyDown({ key, isComposing: false, preventDefault: () => {} } as KeyboardEvent)
    return { options, press, setAll, setTyped, chosen, dispose }
  })

test('the option chosen with the keys stays chosen while other options come and go', () => {
  const { options, press, setAll, chosen } = stage(['Garden', 'Kitchen', 'Attic'])
  press('ArrowDown')
  expect(options.active()).toBe(1)
  setAll(['Cellar', 'Garden', 'Kitchen', 'Attic'])
  expect(options.active()).toBe(2)
  setAll(['Kitchen', 'Garden'])
  press('Enter')
  expect(chosen).toEqual(['Kitchen'])
})

test('the first option is chosen until you use a key or the pointer', () => {
  const { options, press, setAll, chosen } = stage(['Garden', 'Kitchen'])
  setAll(['Cellar', 'Garden', 'Kitchen'])
  expect(options.active()).toBe(0)
  press('Enter')
  options.point(2)
  press('Enter')
  expect(chosen).toEqual(['Cellar', 'Kitchen'])
})

test('if the chosen option disappears or you type something else, the first option is chosen', () => {
  const { options, press, setAll, setTyped } = stage(['Garden', 'Kitchen', 'Attic'])
  press('ArrowUp')
  expect(options.active()).toBe(2)
  setAll(['Garden', 'Kitchen'])
  expect(options.active()).toBe(0)
  press('ArrowDown')
  setTyped('k')
  expect(options.active()).toBe(0)
})

test('an empty list has nothing to choose', () => {
  const { options, press, chosen } = stage([])
  press('ArrowDown')
  press('Enter')
  expect(chosen).toEqual([])
  expect(options.activeId()).toBeUndefined()
})

test('an option that Enter alone must not pick can be picked after you move to it', () => {
  const { options, press, setAll, chosen } = stage(['Make', 'More'], (name) => name !== 'Make')
  press('Enter')
  expect([options.active(), options.activeId(), chosen]).toEqual([-1, undefined, []])
  press('ArrowDown')
  press('Enter')
  expect(chosen).toEqual(['Make'])
  setAll(['Other'])
  setAll(['Make', 'More'])
  options.point(-1)
  press('ArrowUp')
  press('Enter')
  expect(chosen).toEqual(['Make', 'More'])
})
