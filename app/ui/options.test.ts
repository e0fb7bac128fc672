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

test('the option that the keys are on stays the same one while others come and go', () => {
  const { options, press, setAll, chosen } = stage(['Garden', 'Kitchen', 'Attic'])
  press('ArrowDown')
  expect(options.active()).toBe(1)
  setAll(['Cellar', 'Garden', 'Kitchen', 'Attic'])
  expect(options.active()).toBe(2)
  setAll(['Kitchen', 'Garden'])
  press('Enter')
  expect(chosen).toEqual(['Kitchen'])
})

test('whatever is first is chosen until a key or the pointer says otherwise', () => {
  const { options, press, setAll, chosen } = stage(['Garden', 'Kitchen'])
  setAll(['Cellar', 'Garden', 'Kitchen'])
  expect(options.active()).toBe(0)
  press('Enter')
  options.point(2)
  press('Enter')
  expect(chosen).toEqual(['Cellar', 'Kitchen'])
})

test('one that is gone gives way to the first, and so does each when something else is typed', () => {
  const { options, press, setAll, setTyped } = stage(['Garden', 'Kitchen', 'Attic'])
  press('ArrowUp')
  expect(options.active()).toBe(2)
  setAll(['Garden', 'Kitchen'])
  expect(options.active()).toBe(0)
  press('ArrowDown')
  setTyped('k')
  expect(options.active()).toBe(0)
})

test('there is nothing to choose in an empty list', () => {
  const { options, press, chosen } = stage([])
  press('ArrowDown')
  press('Enter')
  expect(chosen).toEqual([])
  expect(options.activeId()).toBeUndefined()
})

test('what Enter must not take by itself is taken once the keys or the pointer are on it', () => {
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
