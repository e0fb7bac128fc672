import { type Accessor, createMemo, For, type JSX } from 'solid-js'

/**
 * Draws a list whose items are made anew at every change: what has the same key keeps its place on the page, so that neither the
 * focus nor a click that has begun is lost because others talk.
 */
export function Keyed<T>(props: {
  each: readonly T[]
  by: (item: T) => string
  children: (item: Accessor<T>) => JSX.Element
}) {
  const items = createMemo(() => new Map(props.each.map((item) => [props.by(item), item])))
  const keys = createMemo(() => [...items().keys()])
  // A row outlives its item by a moment.
  const itemOf = (key: string) => createMemo((before: T) => items().get(key) ?? before, items().get(key) as T)
  return <For each={keys()}>{(key) => props.children(itemOf(key))}</For>
}
