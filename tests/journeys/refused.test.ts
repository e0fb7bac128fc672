import type { Page } from 'playwright'
import { describe, test } from 'vitest'
import { enlist } from './people.ts'
import { setStage } from './set-stage.ts'
import { answered, chooseInRoom, enterRoom, expect, makeLink, roomLine, roomTitle } from './verbs.ts'

type Asked = { do: string; on?: boolean }
/** From now on the matching acts from this device are refused. */
const refuse = (page: Page, isSuch: (act: Asked) => boolean): Promise<unknown> =>
  page.context().route('**/api/acts', (route) => {
    const { act } = route.request().postDataJSON() as { act: Asked }
    return isSuch(act) ? route.fulfill({ status: 403, json: { error: 'not-allowed' } }) : route.fallback()
  })
const told = (page: Page) => page.getByText('You don’t have permission to do that in this room.')

describe('a person sees it when the relay refuses', () => {
  const stage = setStage()
  /** A request that is under way while a route is added may get lost, so the route is added first. */
  const meet = async (mine: string, theirs: string, isRefused: (act: Asked) => boolean): Promise<Page> => {
    const [one, other] = [await stage.device(), await stage.device()]
    await refuse(one, isRefused)
    await Promise.all([enlist(stage, one, mine), enlist(stage, other, theirs)])
    await one.keyboard.press('Control+k')
    await one.getByRole('combobox', { name: 'Room or person' }).fill(`@${theirs}`)
    await one.keyboard.press('Enter')
    await expect(roomTitle(one)).toHaveText(theirs)
    return one
  }

  test('to block somebody, in the list of rooms', async () => {
    const amy = await meet('amy', 'bob', (act) => act.do === 'block')
    await roomLine(amy, 'bob').press('ContextMenu')
    await amy.getByRole('menuitem', { name: 'Block bob' }).click()
    await expect(told(amy)).toBeVisible()
  })

  test('to unblock somebody, in the settings', async () => {
    const cy = await meet('cy', 'dan', (act) => act.do === 'block' && !act.on)
    await roomLine(cy, 'dan').press('ContextMenu')
    await answered(cy, { do: 'block' }, () => cy.getByRole('menuitem', { name: 'Block dan' }).click())
    await cy.goto('/settings/blocked')
    await cy.getByRole('button', { name: /^Unblock/ }).click()
    await expect(told(cy)).toBeVisible()
    await expect(cy.getByRole('button', { name: /^Unblock/ })).toBeVisible()
  })

  test('to revoke a link, in a room', async () => {
    const eva = await stage.device()
    await refuse(eva, (act) => act.do === 'uninvite')
    await enlist(stage, eva, 'eva')
    await enterRoom(eva, 'Quay')
    await chooseInRoom(eva, 'Invite by link')
    await makeLink(eva)
    await eva.getByRole('button', { name: 'Revoke' }).click()
    await expect(told(eva)).toBeVisible()
    await expect(eva.getByRole('button', { name: 'Revoke' })).toBeEnabled()
  })
})
