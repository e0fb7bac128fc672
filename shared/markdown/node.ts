/** What a message is drawn from: plain data that can say nothing but these. */
export type Node =
  | { type: 'text'; text: string }
  | { type: 'strong' | 'em' | 'del' | 'quote' | 'paragraph'; nodes: readonly Node[] }
  | { type: 'code'; text: string }
  | { type: 'block'; text: string; language: string }
  | { type: 'link'; href: string; nodes: readonly Node[] }
  | { type: 'list'; ordered: boolean; start: number; nodes: readonly Node[] }
  /** `done`: of a task, null where it is none. */
  | { type: 'item'; done: boolean | null; nodes: readonly Node[] }

/** Texts that stand beside each other are one. */
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
