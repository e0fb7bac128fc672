import { createUniqueId, For } from 'solid-js'
import './field.css'

/** A choice of one out of a few, in the browser's own list. */
export function Select<V extends string>(props: {
  label: string
  of: readonly { value: V; name: string }[]
  value: V
  onChoose: (value: V) => void
}) {
  const id = createUniqueId()
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <select
        id={id}
        class="select"
        value={props.value}
        onChange={(event) => props.onChoose(event.currentTarget.value as V)}
      >
        <For each={props.of}>{(one) => <option value={one.value}>{one.name}</option>}</For>
      </select>
    </div>
  )
}
