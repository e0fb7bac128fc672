import { Activity, type ActivityParts } from './activity.ts'
import { type ViewParts, viewActivity } from './viewActivity.ts'

export type StartParts = ActivityParts & ViewParts

/** All of it in one file, which loads after the first screen. */
export const startActivity = (parts: StartParts) => {
  const activity = new Activity(parts)
  return { activity, view: viewActivity(activity, parts) }
}
