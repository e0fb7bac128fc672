import type { Said } from '../../relay/seed/irc.ts'

const words =
  'the a pond heron wades in at dawn and nobody asks why fish are late again while rain falls on tin roofs'.split(' ')

function* lines(): Generator<Said> {
  for (let i = 0; ; i++) {
    const length = 4 + ((i * 7) % 19)
    const text = Array.from({ length }, (_, k) => words[(i * 31 + k * (k + i)) % words.length]).join(' ')
    yield { id: String(i), time: Date.UTC(2020, 0, 1) + i * 60_000, who: `nick${(i * 13) % 97}`, text }
  }
}
/** Talk without an end, the same each time. */
export async function* madeUp(): AsyncGenerator<Said> {
  yield* lines()
}
