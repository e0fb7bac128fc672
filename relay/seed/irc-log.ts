import { makeIrcReader, type Said } from './irc.ts'
import { readLines, readMaybePacked } from './lines.ts'

/** What was said in a log, packed or not, one message after another. Throws if the file cannot be read. */
export async function* readIrcLog(path: string): AsyncGenerator<Said> {
  const read = makeIrcReader()
  for await (const line of readLines(readMaybePacked(path))) {
    const said = read(line)
    if (said) yield said
  }
}
