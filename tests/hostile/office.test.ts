import { afterAll, beforeAll, expect, test } from 'vitest'
import { printFigure } from '../world/figures.ts'
import { comeBackAtOnce, describeRush, joinAtOnce, openOffice } from './office.ts'

// `npm run soak -- office` does the same with 500 and 150 people.
const backAtOnce = 60
const joinersAtOnce = 30

let office: Awaited<ReturnType<typeof openOffice>>
beforeAll(async () => {
  office = await openOffice(backAtOnce)
}, 120_000)
afterAll(() => office.relay.stop())

test(`${joinersAtOnce} people in one network join a room at the same time, each at the first attempt`, async () => {
  const rush = await joinAtOnce({ people: office.people.slice(0, joinersAtOnce + 1) })
  printFigure(`joined at once: ${describeRush(rush)}`)
  expect(rush).toEqual({ came: joinersAtOnce, attempts: joinersAtOnce, refusals: [] })
})

test(`${backAtOnce} people in one network reconnect after a restart, each at the first attempt`, async () => {
  const { relay, people } = office
  const rush = await comeBackAtOnce(relay, people, await people[0]!.makeRoom())
  printFigure(`back at once: ${describeRush(rush)}`)
  expect(rush).toEqual({ came: backAtOnce, attempts: backAtOnce, refusals: [] })
})
