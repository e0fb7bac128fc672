import { expect, test } from 'vitest'
import { readInvitations } from './invitations.ts'

const [id, by] = ['LLLLLLLLLLLLLLLLLLLLLA', 'UUUUUUUUUUUUUUUUUUUUUA']
const link = { id, by, made: 5, expires: null, uses: 3, used: 1, ended: null }

test("an ended link says why it ended, and a working link doesn't", () => {
  const ended = { at: 7, why: 'removed' }
  expect(readInvitations([link, { ...link, made: 6, ended }])).toEqual([{ ...link, made: 6, ended: 'removed' }, link])
})

test("a link that ended for a reason this version doesn't know still counts as ended", () => {
  expect(readInvitations([{ ...link, ended: { at: 7, why: 'whim' } }])).toMatchObject([{ ended: 'left' }])
})

test("ignores data that isn't a link", () => {
  expect(readInvitations([null, 7, {}, { ...link, by: 'somebody' }, { ...link, used: 'often' }])).toEqual([])
  expect(readInvitations('links')).toEqual([])
})
