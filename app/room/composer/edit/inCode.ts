import { isClosedBy, openAfter } from '../../../../shared/markdown/open-code.ts'

/** Whether the caret is inside a fenced code block, so not in the lines with its marks. */
export const isInCode = (text: string, caret: number): boolean => {
  const start = text.lastIndexOf('\n', caret - 1) + 1
  const before = text.slice(0, start)
  if (!/`{3}|~{3}/.test(before)) return false
  const code = openAfter(before, null)
  const [line = ''] = text.slice(start).split('\n', 1)
  return code !== null && !isClosedBy(line, code)
}
