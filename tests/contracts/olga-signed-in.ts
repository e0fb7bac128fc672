import { onTestFinished } from 'vitest'
import type { Letter } from '../../relay/mail/mailer.ts'
import { type Browser, olga, startDoor } from './door.ts'

/** Olga has just signed up. As the first account she is the administrator. She has read the letters about that. */
export const olgaSignedIn = async () => {
  const letters: Letter[] = []
  // Letters are collected in a list that the test can read. The real mail server is tested in mail.test.ts.
  const door = await startDoor({ mailer: { goesBy: 'mail', send: async (letter) => void letters.push(letter) } })
  onTestFinished(() => door.stop())
  const browser = door.browser()
  const { json } = await browser.post('/api/sign-up', olga)
  await door.posted()
  letters.splice(0)
  return {
    door,
    browser,
    user: json.user.id as string,
    letters,
    signIn: async (password: string, login = 'olga') => {
      const other = door.browser()
      return { browser: other, status: (await other.post('/api/sign-in', { login, password })).status }
    },
    forget: async (login: unknown) => {
      const answer = await door.browser().post('/api/password/forgotten', { login })
      await door.posted()
      return answer
    },
  }
}

export const isIn = async (browser: Browser) => (await browser.get('/api/me')).status === 200

/** The token in the link of a letter. */
export const tokenIn = (letter: Letter | undefined, at = 0) => letter?.links[at]?.split('#')[1] ?? ''

/** The password that Olga chooses next. */
export const next = 'six slow otters'
