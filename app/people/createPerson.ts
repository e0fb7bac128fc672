import { onCleanup } from 'solid-js'
import { useViews } from '../views.ts'
import type { PersonView } from './model/PeopleView.ts'

/** Somebody as they are known here, for as long as the component lives. */
export const createPerson = (user: string): PersonView => {
  const person = useViews().people.open(user)
  onCleanup(() => person.close())
  return person
}
