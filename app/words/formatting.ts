import { number, plural } from './english.ts'
import { translate } from './language.ts'
import { isolated } from './marks.ts'

/** Words of what helps to write: the formatting bar, the preview, long pastes, commands. */
export const t = translate('formatting', {
  bar: 'Formatting',
  format: {
    bold: 'Bold',
    italic: 'Italic',
    strike: 'Strikethrough',
    link: 'Link',
    code: 'Code',
    block: 'Code block',
    quote: 'Quote',
    bullets: 'Bulleted list',
    numbers: 'Numbered list',
    tasks: 'Task list',
    spoiler: 'Spoiler',
  },
  key: (key: string, shift: boolean) => (shift ? `Ctrl+Shift+${key}` : `Ctrl+${key}`),
  keyOnMac: (key: string, shift: boolean) => (shift ? `⇧⌘${key}` : `⌘${key}`),
  withKey: (act: string, key: string) => `${act} (${key})`,
  preview: 'Preview',
  nothingYet: 'Nothing to show yet.',
  tabInCode: 'Tab indents code. To leave the field, press Escape, then Tab.',

  longPaste: (characters: number) => `You pasted a long text (${number(characters)} characters).`,
  longPasteParts: (characters: number, messages: number) =>
    `You pasted a long text (${number(characters)} characters). It will be sent as ${plural(messages, { one: '# message', other: '# messages' })}.`,
  asCode: 'Put it in a code block',
  keepText: 'Keep as text',

  notCommand: (command: string) => `${isolated(command)} isn’t a command.`,
  sendAsText: 'Send as text',
})
