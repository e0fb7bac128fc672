import { createEffect, createRoot } from 'solid-js'

/** False with Solid's build for servers, which Node takes unless it is run with `--conditions=browser`. */
export const reacts = (): boolean => {
  let ran = false
  createRoot((end) => {
    createEffect(() => {
      ran = true
      end()
    })
  })
  return ran
}
