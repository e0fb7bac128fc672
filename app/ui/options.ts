import { type Accessor, createComputed, createSignal, createUniqueId, on } from 'solid-js'

export interface Options {
  /** Of the list; that of an option is `idOf` its place. */
  listId: string
  idOf(at: number): string
  /** Which one Enter would take; -1: none. */
  active: Accessor<number>
  point(at: number): void
  /** What a combobox says of the option that the keys are on. */
  activeId(): string | undefined
  /** For the field above the list. */
  onKeyDown(event: KeyboardEvent): void
}

export interface OptionsParts<T> {
  all: Accessor<readonly T[]>
  /** When it is another, the first option is chosen again. */
  typed: Accessor<string>
  /** What tells an option from the others, however the list changes. */
  keyOf(option: T): string
  choose(option: T, event: KeyboardEvent): void
  /** Whether Enter may take it where nobody chose it; all, if not said. */
  mayBeMeant?(option: T): boolean
}

/** The keys of a field with a list of options under it, as WAI-ARIA describes a combobox: the focus stays in the field. */
export function createOptions<T>({ all, typed, keyOf, choose, mayBeMeant = () => true }: OptionsParts<T>): Options {
  const listId = createUniqueId()
  const idOf = (at: number) => `${listId}-${at}`
  /** Null: whichever is the first. */
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
      // Enter ends what an input method composes.
      if (event.isComposing || all().length === 0) return
      const act = keys[event.key]
      if (!act) return
      event.preventDefault()
      act(event)
    },
  }
}
