import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, test } from 'vitest'
import { relayBundle } from '../world/bundle.ts'
import type { Relay } from '../world/relay.ts'
import { newcomer, returning } from './people.ts'
import { setStage } from './set-stage.ts'
import { expect, fillSignIn, fillSignUp, mailOf, myRooms, password, signIn, signOut, signUp } from './verbs.ts'

describe('signing up and in', () => {
  const stage = setStage()

  test('the first account is an admin of the relay, and the second is not', async () => {
    const [first, second] = [await stage.device(), await stage.device()]
    await signUp(first, 'ann')
    await signUp(second, 'ben')
    const isAdmin = () => fetch('/api/me').then(async (answer) => (await answer.json()).user.admin)
    expect(await first.evaluate(isAdmin)).toBe(true)
    expect(await second.evaluate(isAdmin)).toBe(false)
  })

  test('the form explains each mistake beside its field, and correct input creates the account', async () => {
    await newcomer(stage, 'carla')
    const page = await stage.device()
    await page.goto('/sign-up')
    const make = page.getByRole('button', { name: 'Create account' })
    const [name, mail, secret] = [
      page.getByLabel('Username'),
      page.getByLabel('E-mail'),
      page.getByLabel('Password', { exact: true }),
    ]
    await make.click()
    for (const field of [name, mail, secret]) await expect(field).toHaveAccessibleDescription('Please fill this in.')
    await expect(name).toBeFocused()

    await name.fill('carla of the hills')
    await expect(name).not.toHaveAccessibleDescription(/^Use only letters/)
    await mail.focus()
    await expect(name).toHaveAccessibleDescription('Use only letters, digits, dots, dashes and underscores.')
    await expect(mail).toBeFocused()

    await fillSignUp(page, { username: 'Carla', email: 'nowhere', password: 'password123' })
    await make.click()
    await expect(mail).toHaveAccessibleDescription('Enter a complete e-mail address.')
    await expect(secret).toHaveAccessibleDescription('This password is too easy to guess.')
    await fillSignUp(page, { username: 'Carla', email: mailOf('dora'), password })
    await make.click()
    await expect(name).toHaveAccessibleDescription('That name is taken. Try another.')
    await expect(name).toHaveAttribute('aria-invalid', 'true')
    await expect(name).toBeFocused()

    await name.fill('dora')
    await make.click()
    await expect(myRooms(page)).toBeVisible()
  })

  test("the app doesn't reveal whether an e-mail address has an account", async () => {
    await newcomer(stage, 'emma')
    const page = await stage.device()
    await page.goto('/sign-up')
    await fillSignUp(page, { username: 'fred', email: mailOf('emma'), password: 'quite another secret' })
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(myRooms(page)).toBeVisible()
    await signOut(page)

    const wrong = page.getByText('Incorrect username or password.')
    for (const login of ['emma', mailOf('emma'), 'nobody', mailOf('nobody')]) {
      await page.goto('/sign-in')
      await fillSignIn(page, login, 'not the password')
      await expect(wrong).toBeVisible()
    }
  })

  test('a person signs in with username or e-mail, stays signed in, and signs out of all tabs', async () => {
    await newcomer(stage, 'gina')
    const page = await stage.device()
    await signIn(page, mailOf('gina'))
    await page.reload()
    await expect(page.getByRole('button', { name: /^Account of \W*gina/ })).toBeVisible()
    const other = await page.context().newPage()
    await other.goto('/')
    await expect(myRooms(other)).toBeVisible()

    await signOut(page)
    await expect(other.getByRole('heading', { name: /^Group chat that belongs/ })).toBeVisible()
    await page.reload()
    await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
    await signIn(page, 'gina')
    await expect(myRooms(other)).toBeVisible()
  })

  test('a browser that restarts is still signed in', async () => {
    const profile = stage.profile()
    await signUp(await profile.open(), 'hugo')
    await profile.close()
    const page = await profile.open()
    await expect(page.getByRole('button', { name: /^Account of \W*hugo/ })).toBeVisible()
  })

  test('after "Sign out everywhere", another device says so and can sign in again', async () => {
    const here = await newcomer(stage, 'ines')
    const there = await returning(stage, 'ines')
    await signOut(here, 'Sign out everywhere')
    await expect(there.getByText(/^You were signed out from another device/)).toBeVisible()
    await expect(myRooms(there)).toBeVisible()
    await there.getByRole('link', { name: 'Sign in again' }).click()
    await expect(there.getByLabel('Username or e-mail')).toHaveValue('ines')
    await there.getByLabel('Password', { exact: true }).fill(password)
    await there.getByRole('button', { name: 'Sign in' }).click()
    await expect(there.getByText('Up to date')).toBeVisible()
    await expect(there.getByText(/^You were signed out from another device/)).toHaveCount(0)
  })
})

describe('a relay with sign-up closed', () => {
  const stage = setStage({ flags: ['--registration', 'closed'] })

  test('says so instead of offering to create an account', async () => {
    const page = await stage.device()
    await page.goto('/')
    await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Create account' })).toHaveCount(0)
    await page.goto('/sign-up')
    await expect(page.getByText('Sign-up is closed on this server.')).toBeVisible()
  })
})

describe('a relay that accepts new people by invitation', () => {
  const stage = setStage({ flags: ['--registration', 'invitation'] })

  test('an invitation creates one account, and no second one', async () => {
    const code = await invite(stage.relay)
    const page = await stage.device()
    await page.goto(`/sign-up?invitation=${code}`)
    await fillSignUp(page, { username: 'jana', email: mailOf('jana'), password })
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(myRooms(page)).toBeVisible()

    const late = await stage.device()
    await late.goto(`/sign-up?invitation=${code}`)
    await fillSignUp(late, { username: 'kurt', email: mailOf('kurt'), password })
    await late.getByRole('button', { name: 'Create account' }).click()
    await expect(late.getByLabel('Invite code')).toHaveAccessibleDescription(
      'This code doesn’t work, or was already used.',
    )
  })
})

const invite = async ({ data }: Relay): Promise<string> => {
  const { stdout } = await promisify(execFile)(process.execPath, [await relayBundle(), 'invite', '--data', data])
  return /^ {2}(\S+)$/m.exec(stdout)![1]!
}
