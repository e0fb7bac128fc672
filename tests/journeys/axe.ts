import axe, { type RunOptions } from 'axe-core'
import type { Page } from 'playwright'

/** Axe would fetch and parse the stylesheets anew, for a rule that is not on. */
const all: RunOptions = { resultTypes: ['violations'], preload: false }

/**
 * The serious violations that axe finds on a page. The dark theme is only checked for contrast, since the themes differ
 * in their colours alone.
 */
export const seriousInBothThemes = async (page: Page): Promise<string[]> => {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const light = await page.evaluate(seriousInPage, all)
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = await page.evaluate(seriousInPage, { ...all, runOnly: ['color-contrast'] })
  await page.emulateMedia({ colorScheme: 'light' })
  return [...light, ...dark]
}

/** Runs in the page. Waits until all colour transitions have ended. */
const seriousInPage = async (options: RunOptions): Promise<string[]> => {
  const changes = document.getAnimations().filter((animation) => animation instanceof CSSTransition)
  await Promise.allSettled(changes.map(({ finished }) => finished))
  const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, options)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
}
