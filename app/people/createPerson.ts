import { onCleanup } from 'solid-js'
import type { PersonView } from './model/PeopleView.ts'
import { usePeople } from './model/PeopleView.ts'

/** A person's view, open as long as the component lives. */
export const createPerson = (user: string): PersonView => {
  const person = usePeople().open(user)
  onCleanup(() => person.close())
  return person
}
