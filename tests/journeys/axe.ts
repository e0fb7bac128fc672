import { AxeBuilder } from '@axe-core/playwright'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright'

/**
 * The serious violations that axe finds on a page. The dark theme is only checked for contrast, since the themes differ
 * in their colours alone.
 */
export const seriousInBothThemes = async (page: Page): Promise<string[]> => {
  // Legacy mode runs in the page itself. That is enough as the page has no frames; putting the result together in
  // another page doubles the time.
  const light = serious(
    await new AxeBuilder({ page })
      .setLegacyMode()
      .options({ resultTypes: ['violations'] })
      .analyze(),
  )
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = serious(await page.evaluate(contrastOnly))
  await page.emulateMedia({ colorScheme: 'light' })
  return [...light, ...dark]
}

/** Runs in the page, where the first run has loaded axe. Waits until all colour transitions have ended. */
const contrastOnly = async (): Promise<AxeResults> => {
  const changes = document.getAnimations().filter((animation) => animation instanceof CSSTransition)
  await Promise.allSettled(changes.map(({ finished }) => finished))
  return (window as unknown as { axe: typeof import('axe-core') }).axe.run(document, {
    runOnly: ['color-contrast'],
    resultTypes: ['violations'],
  })
}

const serious = ({ violations }: AxeResults): string[] =>
  violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
