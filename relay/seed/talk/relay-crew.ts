import { type DemoRoom, days, hours } from './talk.ts'

export const relayCrew: DemoRoom = {
  name: 'Relay crew',
  topic: 'Keeping the lights on',
  visibility: 'private',
  members: ['ada', 'linus', 'grace'],
  talk: [
    ['ada', 0, 'This room is for the three of us who get called when it does not work. So, hopefully: a quiet room.'],
    ['linus', 5, 'what do I do if you are on a mountain'],
    [
      'ada',
      7,
      'The whole thing is one folder and one command:\n\n```sh\ncd yabber\nnpm start -- --data /srv/yabber\n```\n\nStop it with ctrl-c, or pull the plug. It is meant to survive the plug.',
    ],
    ['grace', 2, '“Meant to”?'],
    [
      'ada',
      4,
      'The tests kill it with `kill -9` under load and count what is missing. So far: nothing. I still would not do it for fun.',
    ],
    ['linus', 1 * days + 3 * hours, 'for the record, I did it for fun'],
    ['linus', 0, 'eleven times. we were all still talking afterwards, so I take it that it works'],
    ['grace', 6, 'I wondered why I was *connecting* so much. I thought it was my balcony.'],
    [
      'ada',
      30,
      'Thank you for your service. Backups: I copy the folder every night at four, with the relay running on a snapshot of the disk.',
    ],
    ['grace', 3, 'Where does the copy live? If you say “same kitchen” I will come over.'],
    ['ada', 1, 'At my sister’s. She knows it as “the box that must not be moved”.'],
    ['linus', 2 * hours, 'disk is at 41 %. at this rate we are full in the year 2071'],
    ['grace', 12, 'I put it in my calendar.'],
  ],
}
