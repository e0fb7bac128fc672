import { t } from '../../words/common.ts'

/** Names of a browser and a system, as the relay knows them from what the browser says. Either may be empty. */
export interface Agent {
  browser: string
  system: string
}

/** `Chrome on Android`, or the one of the two that is known. Null if neither is. */
export const agentText = ({ browser, system }: Agent): string | null =>
  browser && system ? t('browserOn', browser, system) : browser || system || null
