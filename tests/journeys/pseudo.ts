import type { Page } from 'playwright'
import { expect } from './verbs.ts'

/** The steps to a screen look for English words, so the language changes only once the screen is there. */
export const faultsOfWords = async (page: Page, language: 'en-XA' | 'ar-XB'): Promise<string[]> => {
  // What an act did stays on screen for four seconds, in the language in which it was said.
  await expect(page.locator('.said:not(:empty)')).toHaveCount(0)
  await speak(page, language)
  const found = await settled(() => page.evaluate(faultsInPage))
  await speak(page, 'en')
  return found.map((fault) => `${language}: ${fault}`)
}

const speak = async (page: Page, language: string): Promise<void> => {
  await page.evaluate(async (language) => {
    const newValue = language === 'en' ? null : language
    if (newValue === null) localStorage.removeItem('language')
    else localStorage.setItem('language', newValue)
    dispatchEvent(new StorageEvent('storage', { key: 'language', newValue }))
  }, language)
  await expect(page.locator('html')).toHaveAttribute('lang', language)
  // A form keeps what it said before, and says it in this language when it is sent again.
  await page.evaluate(() => document.querySelector<HTMLFormElement>('form:has([aria-invalid="true"])')?.requestSubmit())
}

/** Some words follow a moment later, such as the line of the status. */
const settled = async (look: () => Promise<string[]>): Promise<string[]> => {
  let found: string[] = []
  await expect
    .poll(async () => (found = await look()), { timeout: 3_000, intervals: [100] })
    .toEqual([])
    .catch(() => {})
  return found
}

/**
 * Faults of the words on a page that speaks a pseudo-language: words that are in no dictionary, words that are cut, and
 * whether the page scrolls sideways. Runs in the page.
 */
const faultsInPage = (): string[] => {
  /** What people wrote or chose, and what `Intl` writes. */
  const theirs = 'bdi, time, code, option, [role="gridcell"], [dir="auto"], .text, .avatar, .row-day'
  /** Letters that the pseudo-languages replace. */
  const english = /[acdeghimnorsty]/i
  /** Of these, nothing may be cut, not even with an ellipsis, unless a name stands in it. */
  const never = 'button, .button, h1, h2, h3, label, legend, [role^="menuitem"], [role="tab"]'
  const found = new Set<string>()
  /** Names in a plain string are isolated, or have an @ as e-mail addresses do. */
  const isEnglish = (words: string) => english.test(words.replace(/\u2068[^\u2069]*\u2069|\S*@\S+/g, ''))

  const isShown = (element: Element) =>
    element.checkVisibility({ opacityProperty: false, visibilityProperty: true }) &&
    !element.closest('[aria-hidden="true"]')
  const clips = (element: Element) => /hidden|clip/.test(getComputedStyle(element).overflowX)
  const hasEllipsis = (element: Element) => getComputedStyle(element).textOverflow === 'ellipsis'

  const isCut = (text: Text, element: Element): boolean => {
    const range = document.createRange()
    range.selectNodeContents(text)
    const { left, right } = range.getBoundingClientRect()
    const act = element.closest(never)
    for (let box: Element | null = element; box && box !== document.body; box = box.parentElement) {
      const isAct = box === act && box.matches('button, .button')
      if (!isAct && !clips(box)) continue
      const edge = box.getBoundingClientRect()
      const isOutside = left < edge.left - 1 || right > edge.right + 1
      const mayBeLong = hasEllipsis(box) && (!act || box.querySelector('bdi') !== null)
      if (isOutside) return !mayBeLong
    }
    return false
  }

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = node as Text
    const element = text.parentElement
    if (!element || text.data.trim() === '' || !isShown(element) || element.closest(theirs)) continue
    if (isEnglish(text.data)) found.add(`“${text.data.trim()}” is in no dictionary`)
    if (!element.closest('.unseen') && isCut(text, element)) found.add(`“${text.data.trim()}” is cut`)
  }
  for (const name of ['aria-label', 'aria-description', 'placeholder', 'title', 'alt'])
    for (const element of document.body.querySelectorAll(`[${name}]:not(article.message, time)`)) {
      const words = element.getAttribute(name) ?? ''
      if (isEnglish(words)) found.add(`${name}=“${words}” is in no dictionary`)
    }
  for (const box of document.querySelectorAll('html, .scrolls'))
    if (box.scrollWidth > box.clientWidth + 1 && !hasEllipsis(box))
      found.add(`${box.className || 'the page'} scrolls sideways`)
  return [...found]
}
