import { type Accessor, createComputed, createSignal, createUniqueId, on } from 'solid-js'
import { isComposing } from './composing.ts'

export interface Options {
  /** Id of the list. An option's id is `idOf` its index. */
  listId: string
  idOf(at: number): string
  /** Index of the option that Enter would take; -1: none. */
  active: Accessor<number>
  point(at: number): void
  /** Value for the combobox's `aria-activedescendant`. */
  activeId(): string | undefined
  /** Attach it to the field above the list. */
  onKeyDown(event: KeyboardEvent): void
}

/**
 * Keyboard handling for a field with a list of options below it, following the combobox pattern of WAI-ARIA: the focus
 * stays in the field.
 */
export function createOptions<T>({
  all,
  typed,
  keyOf,
  choose,
  mayBeMeant = () => true,
}: {
  all: Accessor<readonly T[]>
  /** When this changes, the first option becomes active again. */
  typed: Accessor<string>
  /** Identifies an option when the list changes. */
  keyOf(option: T): string
  choose(option: T, event: KeyboardEvent): void
  /** Whether Enter may take this option without the person having moved to it. By default all may. */
  mayBeMeant?(option: T): boolean
}): Options {
  const listId = createUniqueId()
  const idOf = (at: number) => `${listId}-${at}`
  /** Null: the first option, whatever it is. */
  const [key, setKey] = createSignal<string | null>(null)
  createComputed(on(typed, () => setKey(null)))
  const active = () => {
    const at = all().findIndex((option) => keyOf(option) === key())
    const first = all()[0]
    return at < 0 && first !== undefined && mayBeMeant(first) ? 0 : at
  }
  const point = (at: number) => {
    const option = all()[at]
    setKey(option === undefined ? null : keyOf(option))
  }
  const step = (by: number) => {
    const from = active() < 0 && by < 0 ? 0 : active()
    point((from + by + all().length) % all().length)
    document.getElementById(idOf(active()))?.scrollIntoView({ block: 'nearest' })
  }
  const keys: Record<string, (event: KeyboardEvent) => void> = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: (event) => {
      const option = all()[active()]
      if (option !== undefined) choose(option, event)
    },
  }
  return {
    listId,
    idOf,
    active,
    point,
    activeId: () => (active() >= 0 ? idOf(active()) : undefined),
    onKeyDown: (event) => {
      // While an input method composes, Enter ends the composition.
      if (isComposing(event) || all().length === 0) return
      const act = keys[event.key]
      if (!act) return
      event.preventDefault()
      act(event)
    },
  }
}
