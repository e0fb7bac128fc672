import type { StatusView } from '../sync/status.ts'
import { viewContext } from '../ui/viewContext.ts'

export const [StatusContext, useStatus] = viewContext<StatusView>()
