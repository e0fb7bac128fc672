import { lazy } from 'solid-js'

/** The code of a part could not be had: no network, or no relay that sends it. */
export class NotLoaded extends Error {
  constructor(cause: unknown) {
    super('a part of the app could not be loaded', { cause })
    this.name = 'NotLoaded'
  }
}

/**
 * A part of the app whose code comes when it is first drawn. Where it does not come, `NotLoaded` is thrown at what is around it;
 * the next time that it is drawn it is fetched again.
 */
export const part: typeof lazy = (load) =>
  lazy(() =>
    load().catch((cause) => {
      throw new NotLoaded(cause)
    }),
  )
