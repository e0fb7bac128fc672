import { type Accessor, createMemo, For, type JSX } from 'solid-js'

/**
 * Draws a list whose items are new objects at every change. Items with the same key keep their element, so that focus
 * or a click in progress survives when others write.
 */
export function Keyed<T>(props: {
  each: readonly T[]
  by: (item: T) => string
  children: (item: Accessor<T>) => JSX.Element
}) {
  const items = createMemo(() => new Map(props.each.map((item) => [props.by(item), item])))
  const keys = createMemo(() => [...items().keys()])
  // A row exists for a moment after its item is gone.
  const itemOf = (key: string) => createMemo((before: T) => items().get(key) ?? before, items().get(key) as T)
  return <For each={keys()}>{(key) => props.children(itemOf(key))}</For>
}
