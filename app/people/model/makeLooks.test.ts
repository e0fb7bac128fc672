import { expect, test } from 'vitest'
import { looks as all } from '../../../shared/names/look-alikes.ts'
import { makeLooks } from './makeLooks.ts'

test('knows plain look-alike letters before the table is loaded, and all of them after', async () => {
  const { looks, load } = makeLooks(async () => ({ looks: all }))
  expect(looks().lookOf('a.dmin')).toBe(looks().lookOf('Adm1n'))
  expect(looks().lookOf('аdmin')).not.toBe(looks().lookOf('admin'))
  load()
  await Promise.resolve()
  expect(looks().lookOf('аdmin')).toBe(looks().lookOf('admin'))
})

test('loads the table again if it failed, and not again once it is there', async () => {
  let asked = 0
  const { looks, load } = makeLooks(() =>
    ++asked === 1 ? Promise.reject(new TypeError('no network')) : Promise.resolve({ looks: all }),
  )
  for (let n = 0; n < 4; n++) {
    load()
    await new Promise((resolve) => setTimeout(resolve))
  }
  expect(asked).toBe(2)
  expect(looks()).toBe(all)
})
