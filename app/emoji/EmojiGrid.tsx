import { createComputed, createSignal, For, on } from 'solid-js'
import { isolated } from '../words/marks.ts'
import { columns, gridStep } from './gridStep.ts'
import type { ShownEmoji } from './shown.ts'

/** Arrow keys move in it; Up in the first row goes back to the field above. The names are in English. */
export function EmojiGrid(props: {
  ref: (grid: HTMLElement) => void
  label: string
  shown: readonly ShownEmoji[]
  onPick: (emoji: string) => void
}) {
  const [active, setActive] = createSignal(0)
  createComputed(
    on(
      () => props.shown,
      () => setActive(0),
    ),
  )
  let grid!: HTMLDivElement

  const cell = (at: number) => grid.querySelectorAll<HTMLElement>('[role="gridcell"]')[at]
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const next = gridStep(event.key, active(), props.shown.length, document.documentElement.dir === 'rtl')
    if (next === null) return
    event.preventDefault()
    if (next < 0) return grid.parentElement?.querySelector('input')?.focus()
    setActive(next)
    cell(next)?.focus()
  }
  const rows = () =>
    Array.from({ length: Math.ceil(props.shown.length / columns) }, (_, row) => ({
      from: row * columns,
      cells: props.shown.slice(row * columns, (row + 1) * columns),
    }))

  return (
    // biome-ignore lint/a11y/useSemanticElements: a grid of buttons with arrow keys is no table of data
    <div
      ref={(element) => {
        grid = element
        props.ref(element)
      }}
      class="emoji-grid scrolls"
      role="grid"
      tabindex="-1"
      aria-label={props.label}
      onKeyDown={onKeyDown}
    >
      <For each={rows()}>
        {(row) => (
          // biome-ignore lint/a11y/useSemanticElements: see the grid
          // biome-ignore lint/a11y/useFocusableInteractive: the focus goes to the cells
          <div role="row" class="emoji-row">
            <For each={row.cells}>
              {(one, at) => (
                // biome-ignore lint/a11y/useSemanticElements: see the grid
                <button
                  type="button"
                  role="gridcell"
                  lang="en"
                  tabindex={active() === row.from + at() ? 0 : -1}
                  aria-label={isolated(one.name)}
                  title={isolated(one.code || one.name)}
                  onFocus={() => setActive(row.from + at())}
                  onClick={() => props.onPick(one.emoji)}
                >
                  {one.emoji}
                </button>
              )}
            </For>
          </div>
        )}
      </For>
    </div>
  )
}
