import { type DemoRoom, days, hours } from './talk.ts'

export const books: DemoRoom = {
  name: 'Book club',
  topic: 'This month: anything under 200 pages',
  visibility: 'public',
  members: ['grace', 'ada', 'margaret', 'linus'],
  talk: [
    ['grace', 0, 'Rules for this month: under 200 pages, and nobody may say “it picks up after chapter nine”.'],
    ['linus', 3, 'that rule is about me'],
    ['grace', 0, 'That rule is *named* after you.'],
    ['ada', 40, 'I propose the lighthouse one. 148 pages, one island, four people, weather.'],
    ['margaret', 2 * hours, 'Is it a sad lighthouse?'],
    ['ada', 3, 'It is a lighthouse with a point of view.'],
    ['margaret', 1, 'Sad, then. In.'],
    ['linus', 1 * days, 'page 60. nobody has spoken for eleven pages and I am completely gripped'],
    ['grace', 12, 'The letter on page 71. Do not look ahead.'],
    ['linus', 38, 'I looked ahead'],
    ['grace', 1, 'We know, Linus.'],
    [
      'margaret',
      9 * hours,
      'Finished. I would like to talk about the boat, but only with people who have reached the boat.',
    ],
    ['ada', 15, 'I have reached the boat.'],
    ['margaret', 2, 'Was it ever *there*?'],
    [
      'ada',
      6,
      'I think she builds it each time she tells it. Count the planks: twelve, then fourteen, then “all of them”.',
    ],
    ['grace', 4, 'Oh. *Oh.* Now I have to read it again.'],
    ['linus', 20 * hours, 'Thursday at mine? I have chairs for five and opinions for nine.'],
    ['grace', 10, 'Thursday.'],
    ['margaret', 3, 'Thursday. I bring plum jam, it is a long story.'],
  ],
}
