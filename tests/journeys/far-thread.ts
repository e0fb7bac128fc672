import { readConfig } from '../../relay/config/config.ts'
import type { RecordDraft } from '../../relay/seed/device.ts'
import { act, randomId, writerFor } from '../../relay/seed/seeding.ts'
import { withSeeding } from '../../relay/seed/with-seeding.ts'
import { handOf } from './crowd.ts'

/** A public room of four segments: a question in the first, and a reply in each. */
export const farThread = {
  room: 'Long way',
  question: 'Who knows how the old gate opens?',
  replies: ['Push it', 'Lift it first', 'Then push it', 'It needs oil by now'],
  newest: 'step 3150',
} as const

/** Adds it to the data of the demo. The first account asks, the second answers. */
export const seedFarThread = (data: string, asks: string, answers: string): Promise<void> =>
  withSeeding(readConfig(['--data', data], {}), async (seeding) => {
    const [owner, other] = [await handOf(seeding, asks), await handOf(seeding, answers)]
    const room = randomId()
    await act(seeding, owner.user, { do: 'make', room, name: farThread.room, topic: '', visibility: 'public' })
    await act(seeding, other.user, { do: 'join', room })
    const [first, second] = [writerFor(seeding, owner, room), writerFor(seeding, other, room)]
    let time = Date.now()
    const post = (text: string, more: object = {}): RecordDraft => ({
      body: { kind: 'post', text, ...more },
      time: time++,
    })
    let step = 0
    const walk = (steps: number) => first.write(Array.from({ length: steps }, () => post(`step ${++step}`)))

    const [thread] = await first.write([post(farThread.question)])
    const reply = (text: string) => second.write([post(text, { thread, threadSegment: 1 })])
    const [early, halfway, then, late] = farThread.replies
    await reply(early)
    await walk(1_300)
    await reply(halfway)
    await walk(1_200)
    await reply(then)
    await walk(600)
    await reply(late)
    await walk(50)
    first.close()
    second.close()
  })
