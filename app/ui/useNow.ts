import { viewContext } from './viewContext.ts'

/** What time it is: the relay's clock, as far as it is known here. The device's own may be wrong, and no screen asks it. */
export const [NowContext, useNow] = viewContext<() => number>()
