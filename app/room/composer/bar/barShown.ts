import { createKeptChoice } from '../../../ui/reactive/keptChoice.ts'

/** Whether the formatting bar is shown. This device remembers it. */
export const [barShown, setBarShown] = createKeptChoice('composer-bar', ['no', 'yes'])
