/** What a message is drawn from: plain data that can express nothing else. */
export type Node =
  | { type: 'text'; text: string }
  | { type: 'strong' | 'em' | 'del' | 'quote' | 'paragraph'; nodes: readonly Node[] }
  | { type: 'code'; text: string }
  | { type: 'block'; text: string; language: string }
  | { type: 'link'; href: string; nodes: readonly Node[] }
  | { type: 'list'; ordered: boolean; start: number; nodes: readonly Node[] }
  /** `done`: whether the task is done; null if the item is not a task. */
  | { type: 'item'; done: boolean | null; nodes: readonly Node[] }

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
