import { expect, it } from 'vitest'
import { segmentName } from '../../shared/wire/documents.ts'
import { House } from '../../tests/world/house.ts'
import { nextTurn } from '../pace/next-turn.ts'
import { openArchivedRoom, readArchivedSegment } from './archived-room.ts'
import { segmentPage } from './pages.ts'
import { writeInTurns } from './written-page.ts'

/** The pieces of the page on which these messages are. */
const piecesOf = async (texts: readonly string[]) => {
  const house = new House({ segmentRecords: texts.length, recordsBurst: texts.length })
  const olga = await house.person('olga')
  const room = await house.room(olga)
  const peer = await olga.hear(segmentName(room, 1))
  for (const text of texts) await peer.write(olga.device.post(room, text))
  const archived = await openArchivedRoom(house.store, room)
  if (archived === null || archived === 'deleted') throw new Error('the room is not public')
  const [closed] = archived.segments
  if (!closed) throw new Error('no segment is closed')
  const segment = await readArchivedSegment(house.store, room, 1, nextTurn)
  return segmentPage(archived, closed, segment, 'https://chat.example')
}

const countMessages = (html: string): number => html.match(/<article /g)?.length ?? 0

it.each([
  ['brackets', `http://a${')'.repeat(7_900)}`],
  ['links', 'http://a '.repeat(870)],
  ['characters that are escaped', '&'.repeat(7_900)],
  ['lines', 'a\n'.repeat(3_900)],
])(
  'a page with 400 messages of %s is made in steps of a few messages, each in another turn of the event loop',
  async (_, text) => {
    const pieces = await piecesOf(Array(400).fill(text))
    let turn = 0
    let counting = setImmediate(function count() {
      turn++
      counting = setImmediate(count)
    })
    const made: { turn: number; messages: number }[] = []
    const noted = function* () {
      for (const piece of pieces) {
        made.push({ turn, messages: countMessages(piece) })
        yield piece
      }
    }
    const page = await writeInTurns(noted(), nextTurn)
    clearImmediate(counting)
    expect(countMessages(Buffer.concat(page.pieces).toString())).toBe(400)
    expect(Math.max(...made.map(({ messages }) => messages))).toBeLessThanOrEqual(4)
    expect(new Set(made.map(({ turn }) => turn)).size).toBe(made.length)
  },
)
