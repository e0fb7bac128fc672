import { type DemoRoom, days, hours } from './talk.ts'

export const garden: DemoRoom = {
  name: 'Garden',
  topic: 'What grows, and what ate it',
  visibility: 'public',
  members: ['margaret', 'grace', 'alan'],
  talk: [
    ['margaret', 0, 'The beans are up. All of them. I counted on forty surviving and now I have *sixty-one*.'],
    ['grace', 25, 'Congratulations, and no, my balcony is full.'],
    ['margaret', 1, 'I had not asked yet.'],
    ['grace', 0, 'You were typing for two minutes, Margaret.'],
    ['alan', 2 * hours, 'I take ten if they come with instructions.'],
    ['margaret', 8, '1. dig a hole\n2. put bean in hole\n3. wait\n4. defend against slugs until your dying breath'],
    ['alan', 3, 'Step 4 seems to be where the work is.'],
    ['grace', 1 * days, 'Speaking of slugs: does beer in a saucer work or is that just a way to lose beer?'],
    ['margaret', 14, 'Works. But they come from three gardens away for it. You end up running a pub.'],
    ['alan', 2, 'I know people who started like that.'],
    ['grace', 6 * hours, 'Somebody left a bag of plums on my step. Was it one of you?'],
    ['alan', 4, 'The tree leans over the fence. The fence has no opinion. Enjoy.'],
    ['grace', 1, 'Then this is jam, and two jars of it are yours.'],
    ['margaret', 22 * hours, 'Frost on Thursday night, cover the young ones!'],
    ['alan', 30, 'Covered. With the good tablecloth, so nobody tells my mother.'],
  ],
}
