/** A file that is dropped beside a field for files would take the place of the app. */
export const keepDropsFromLeaving = (page: Pick<Document, 'addEventListener'>): void => {
  for (const type of ['dragover', 'drop'] as const)
    page.addEventListener(type, (event) => {
      if (event.defaultPrevented || !leadsAway(event)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'none'
    })
}

/** Text is dropped into fields, and files into fields for files. */
const leadsAway = ({ dataTransfer, target }: DragEvent): boolean => {
  const types = dataTransfer?.types ?? []
  const field = (target as Element | null)?.closest?.('input, textarea, [contenteditable]') ?? null
  if (types.includes('Files')) return !field?.matches('input[type=file]')
  return types.includes('text/uri-list') && field === null
}
