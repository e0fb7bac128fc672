/** What a message is drawn from: plain data that can express nothing else. */
export type Node =
  | { type: 'text'; text: string }
  | { type: 'strong' | 'em' | 'del' | 'spoiler' | 'quote' | 'paragraph'; nodes: readonly Node[] }
  /** A whole message that says what its author does. */
  | { type: 'action'; nodes: readonly Node[] }
  /** `level`: 1 to 6. */
  | { type: 'heading'; level: number; nodes: readonly Node[] }
  | { type: 'code'; text: string }
  | { type: 'block'; text: string; language: string }
  | { type: 'link'; href: string; nodes: readonly Node[] }
  | { type: 'list'; ordered: boolean; start: number; nodes: readonly Node[] }
  /** `task` is null if the item has no checkbox. */
  | { type: 'item'; task: Task | null; nodes: readonly Node[] }
  /** `nodes` are its rows, of which the first is the head. A row can have fewer cells than the head, never more. */
  | { type: 'table'; nodes: readonly Node[] }
  | { type: 'row'; nodes: readonly Node[] }
  | { type: 'cell'; head: boolean; align: Align; nodes: readonly Node[] }

export type Align = 'start' | 'center' | 'end'

/**
 * `at` is where the space or the `x` between the brackets stands in the text of the message, in UTF-16 units. Whoever
 * ticks the box replaces this one character.
 */
export interface Task {
  done: boolean
  at: number
}

/** Merges neighbouring text nodes. */
export const joined = (nodes: readonly Node[]): Node[] => {
  const all: Node[] = []
  let words: string[] = []
  const endWords = () => {
    if (words.length > 0) all.push({ type: 'text', text: words.join('') })
    words = []
  }
  for (const node of nodes) {
    if (node.type === 'text') {
      if (node.text !== '') words.push(node.text)
      continue
    }
    endWords()
    all.push(node)
  }
  endWords()
  return all
}
