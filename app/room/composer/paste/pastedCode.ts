import type { Element } from './html.ts'

/** A block of code: `pre`, or what editors write: a box in a fixed font that keeps its white space. */
export const isCodeBlock = ({ name, attributes }: Element): boolean => {
  if (name === 'pre') return true
  const css = attributes.get('style') ?? ''
  return name === 'div' && /white-space\s*:\s*pre\s*(?:;|$)/i.test(css) && /mono|consolas|menlo|courier/i.test(css)
}

export const codeOf = (element: Element): { text: string; language: string } => {
  const lines: string[] = ['']
  const newLine = () => lines.push('')
  const read = ({ inside }: Element) => {
    for (const one of inside) {
      if (typeof one === 'string') lines.push((lines.pop() ?? '') + one)
      else if (one.name === 'br') newLine()
      else if (one.name === 'div' || one.name === 'p') {
        if (lines.at(-1) !== '') newLine()
        read(one)
        newLine()
      } else read(one)
    }
  }
  read(element)
  const text = lines
    .join('\n')
    .replaceAll('\u00a0', ' ')
    .replace(/^\n+|\s+$/g, '')
  return { text, language: languageOf(element) ?? firstElements(element).map(languageOf).find(Boolean) ?? '' }
}

const firstElements = ({ inside }: Element): Element[] => inside.filter((one) => typeof one !== 'string')

/** As sites name it in the class: `language-js`, `lang-js` or `highlight-source-js`. */
const languageOf = ({ attributes }: Element): string | undefined =>
  /(?:^|\s)(?:language-|lang-|highlight-source-)([\w+#-]{1,20})/.exec(attributes.get('class') ?? '')?.[1]
