import { Activity, type ActivityParts } from './activity.ts'
import { History, type HistoryParts } from './history.ts'
import { type ViewParts, viewActivity } from './viewActivity.ts'

export type BackgroundParts = ActivityParts & ViewParts & Omit<HistoryParts, 'activity'>

/** What nobody waits for, all of it in one file: downloads the history, and finds in it what is about this person. */
export const startBackground = (parts: BackgroundParts) => {
  const activity = new Activity(parts)
  const history = new History({ ...parts, activity })
  return {
    view: viewActivity(activity, parts),
    forget: (room: string) => activity.forget(room),
    close: () => {
      history.close()
      activity.close()
    },
  }
}
