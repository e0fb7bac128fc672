import { createUniqueId, For } from 'solid-js'
import './choices.css'

export interface Choice<V extends string> {
  value: V
  name: string
  text?: string
}

/** A choice of one out of a few, all visible, each with an explanation. */
export function Choices<V extends string>(props: {
  label: string
  of: readonly Choice<V>[]
  value: V
  disabled?: boolean
  onChoose: (value: V) => void
}) {
  const group = createUniqueId()
  return (
    <fieldset class="choices" disabled={props.disabled}>
      <legend class="field-label">{props.label}</legend>
      <For each={props.of}>
        {(one) => (
          <label class="choice">
            <input
              type="radio"
              name={group}
              value={one.value}
              checked={props.value === one.value}
              onChange={() => props.onChoose(one.value)}
            />
            <span>
              <b>{one.name}</b>
              <span>{one.text}</span>
            </span>
          </label>
        )}
      </For>
    </fieldset>
  )
}
