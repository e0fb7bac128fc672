import { describe, expect, it } from 'vitest'
import { Chance } from '../../tests/world/chance.ts'
import { asReadMark, isSameMark, joinMarks, type ReadMark, readBack, readOn } from './read-mark.ts'

const at = (time: number, more: Partial<ReadMark> = {}): ReadMark => ({ time, name: 'a.1', ...more })

describe('read marks', () => {
  it.each<[string, ReadMark, ReadMark, ReadMark]>([
    ['the further place', at(5), at(9), at(9)],
    ['of one time, the later name', at(5), { time: 5, name: 'b.1' }, { time: 5, name: 'b.1' }],
    ['what was marked as unread, however far another had read', at(3, { back: 100 }), at(9), at(3, { back: 100 })],
    ['what was marked as unread last', at(3, { back: 100 }), at(2, { back: 101 }), at(2, { back: 101 })],
    ['who read on after that', at(3, { back: 100 }), at(7, { back: 100 }), at(7, { back: 100 })],
    ['all that was seen of what came late', at(9, { late: 4 }), at(5, { late: 8 }), at(9, { late: 8 })],
  ])('P76: two marks come to one: %s', (_, a, b, both) => {
    expect(joinMarks(a, b)).toEqual(both)
    expect(joinMarks(b, a)).toEqual(both)
  })

  it('P76: the marks of all devices come to one, in whatever order and however often each of them hears of the others', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const chance = new Chance(seed)
      const devices: (ReadMark | null)[] = [null, null, null]
      const written: ReadMark[] = []
      for (let act = 0; act < 12; act++) {
        const device = chance.below(3)
        const next = actOn(devices[device] ?? null, written, chance)
        devices[device] = next
        written.push(next)
      }
      const inSomeOrder = () => [...written, ...written].sort(() => chance.next() - 0.5).reduce(joinMarks)
      const [one, other] = [inSomeOrder(), inSomeOrder()]
      expect(isSameMark(one, other), `seed ${seed}`).toBe(true)
      expect(isSameMark(joinMarks(one, other), one), `seed ${seed}`).toBe(true)
    }
  })

  it('reading on keeps the last marking as unread, and never goes back by itself', () => {
    expect(readOn(at(3, { back: 7 }), at(5))).toEqual(at(5, { back: 7 }))
    expect(readOn(at(3), at(2))).toEqual(at(3))
    expect(readOn(null, at(2), 6)).toEqual(at(2, { late: 6 }))
  })

  it('marking as unread is later than every marking before, whatever the clock says', () => {
    expect(readBack(at(9, { back: 70, late: 5 }), at(2), 60)).toEqual(at(2, { back: 71, late: 5 }))
  })

  it('reads the marks of older and newer versions', () => {
    expect(asReadMark({ time: 5, name: 'a.1' })).toEqual(at(5))
    expect(asReadMark({ time: 5, name: 'a.1', back: 'no', late: 4, later: true })).toEqual(at(5, { late: 4 }))
    for (const value of [null, 5, 'x', [], { time: '5', name: 'a.1' }, { time: 5 }, { time: Number.NaN, name: '' }])
      expect(asReadMark(value)).toBeNull()
  })
})

/** The person reads on, marks messages as unread, or the device hears what another one wrote. */
const actOn = (mark: ReadMark | null, written: readonly ReadMark[], chance: Chance): ReadMark => {
  const place = { time: chance.below(9) + 1, name: `${chance.pick(['a', 'b', 'c'])}.1` }
  const what = chance.below(written.length > 0 ? 3 : 2)
  if (what === 0) return readOn(mark, place, chance.below(9))
  if (what === 1) return readBack(mark, place, chance.below(50) + 1)
  const heard = chance.pick(written)
  return mark ? joinMarks(mark, heard) : heard
}
