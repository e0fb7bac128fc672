import { type Accessor, createSignal } from 'solid-js'
import { meaningOf } from './commands.ts'
import type { Commanded } from './runCommand.ts'

/**
 * Sends what was written, or does what it commands. A text that begins with an unknown command is kept in the field
 * until the person says that it is meant as text.
 */
export const createCommands = (page: Commanded) => {
  const [unknown, setUnknown] = createSignal<{ word: string; text: string } | null>(null)
  let isMeantAsText = false

  const send = async (text: string): Promise<void> => {
    const meaning = isMeantAsText ? ({ name: 'text', text } as const) : meaningOf(text)
    isMeantAsText = false
    setUnknown(null)
    if (meaning.name === 'text') return page.post(meaning.text)
    if (meaning.name === 'unknown') {
      setUnknown({ word: meaning.word, text })
      throw new Error('not a command')
    }
    const { runCommand, whyNot } = await import('./runCommand.ts')
    await runCommand(meaning.command, meaning.words, page).catch((error) => {
      page.say(whyNot(error))
      throw error
    })
  }
  return {
    send,
    unknown: (() => unknown()?.word ?? null) as Accessor<string | null>,
    /** The text of the field. Once it is another, nothing has to be asked about it. */
    typed: (text: string) => {
      if (text !== unknown()?.text && text !== '') setUnknown(null)
    },
    /** `submit` sends the field again. */
    sendAsText: (submit: () => void) => {
      isMeantAsText = true
      submit()
    },
    dismiss: () => setUnknown(null),
  }
}
