import { createMemo, Index, type JSX } from 'solid-js'

const slot = /\{\{ (\w+) \}\}/

/** A sentence with elements in it, such as a link or a name: `{{ name }}` in the text is where `with.name` stands. */
export function Rich(props: { text: string; with: { [slot: string]: JSX.Element } }) {
  const pieces = createMemo(() => props.text.split(slot))
  return <Index each={pieces()}>{(piece, at) => <>{at % 2 === 0 ? piece() : props.with[piece()]}</>}</Index>
}
