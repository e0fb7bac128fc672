import type { StatusView } from '../sync/statusView.ts'
import { viewContext } from '../ui/reactive/viewContext.ts'

export const [StatusContext, useStatus] = viewContext<StatusView>()
