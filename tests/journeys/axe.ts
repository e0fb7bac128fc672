import { AxeBuilder } from '@axe-core/playwright'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright'

/** What axe finds serious on a page. The themes differ in nothing but colours. */
export const seriousInBothThemes = async (page: Page): Promise<string[]> => {
  // In the page itself, which has no frames: to put the result together in another page takes as long again.
  const light = serious(await new AxeBuilder({ page }).setLegacyMode().analyze())
  await page.emulateMedia({ colorScheme: 'dark' })
  const dark = serious(await page.evaluate(contrastOnly))
  await page.emulateMedia({ colorScheme: 'light' })
  return [...light, ...dark]
}

/** In the page, where the first look left axe; once every colour has come to where it goes. */
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
