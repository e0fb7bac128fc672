import { type DemoRoom, days, hours } from './talk.ts'

export const weekend: DemoRoom = {
  name: 'Lake weekend',
  topic: 'Train at 7:52, track 3. Bring a jumper.',
  visibility: 'private',
  members: ['alan', 'ada', 'margaret'],
  talk: [
    [
      'alan',
      0,
      'Hut is booked, two nights. There is a stove, a boat, and according to the owner “some signal if you stand on the table”.',
    ],
    ['ada', 9, 'Good. I will write to you from under the table and it will arrive when I climb up.'],
    ['margaret', 30, 'What do we eat?'],
    ['alan', 2, 'Friday pasta, Saturday fish.'],
    ['margaret', 1, 'Who catches the fish?'],
    ['alan', 3, 'Saturday pasta.'],
    [
      'ada',
      1 * days,
      'Packing list. I add as I think:\n\n- torch\n- jumper\n- the other jumper\n- cards\n- coffee, **not the decaf, Alan**',
    ],
    ['alan', 5, 'That was one time.'],
    ['margaret', 8 * hours, 'Trains: 7:52 and 9:52. I vote for 7:52, the late one has no seats.'],
    ['ada', 2, '7:52.'],
    ['alan', 6, 'I object on principle and set three alarms.'],
    [
      'margaret',
      1 * days + 2 * hours,
      'On the table now. Signal confirmed. The lake is flat as glass and Alan is asleep in the boat.',
    ],
    ['ada', 1, 'Is the boat tied up?'],
    ['margaret', 4, 'It is *now*.'],
  ],
}
