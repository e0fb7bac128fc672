/** Without this, a file dropped outside a file field would replace the app in the browser. */
export const keepDropsFromLeaving = (page: Pick<Document, 'addEventListener'>): void => {
  for (const type of ['dragover', 'drop'] as const)
    page.addEventListener(type, (event) => {
      if (event.defaultPrevented || !leadsAway(event)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'none'
    })
}

/** Whether the browser would open what is dropped. Text may go into fields, and files into file fields. */
const leadsAway = ({ dataTransfer, target }: DragEvent): boolean => {
  const types = dataTransfer?.types ?? []
  const field = (target as Element | null)?.closest?.('input, textarea, [contenteditable]') ?? null
  if (types.includes('Files')) return !field?.matches('input[type=file]')
  return types.includes('text/uri-list') && field === null
}
