import { viewContext } from './viewContext.ts'

/**
 * The current time by the relay's clock, as far as it is known here. The device's clock may be wrong, so no screen
 * reads it.
 */
export const [NowContext, useNow] = viewContext<() => number>()
