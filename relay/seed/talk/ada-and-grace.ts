import { type DemoConversation, hours } from './talk.ts'

export const adaAndGrace: DemoConversation = {
  members: ['ada', 'grace'],
  talk: [
    ['ada', 0, 'Are you around on Thursday? I want to move the box at my sister’s, and it must not be moved.'],
    ['grace', 9, 'Then we carry the house around it.'],
    ['ada', 2, 'Half past six?'],
    ['grace', 1, 'Half past six. I bring the long cable.'],
    ['ada', 3 * hours, 'Also: she made soup. There is no way out of the soup.'],
    ['grace', 4, 'I was coming for the soup.'],
  ],
}
