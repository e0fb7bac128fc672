import { type DemoRoom, days, hours } from './talk.ts'

export const oldOven: DemoRoom = {
  name: 'The old oven',
  topic: 'Sold. Kept for the recipes',
  visibility: 'public',
  members: ['margaret', 'alan', 'grace'],
  archived: true,
  talk: [
    ['margaret', 0, 'The oven does 180 on the left and 240 on the right. I draw you a map.'],
    ['alan', 6, 'So a tray of buns is a scale of buns.'],
    ['margaret', 1, 'From pale to coal. Somebody likes each of them.'],
    [
      'grace',
      2 * hours,
      'For whoever asks: 500 g flour, 300 g water, 10 g salt, a spoon of yesterday. Turn the tray twice.',
    ],
    ['alan', 1 * days, 'It has been sold to a potter. She says the right side is perfect.'],
    ['margaret', 5, 'Then I close this room and keep the map.'],
  ],
}
