import ArrowDownUp from 'lucide-solid/icons/arrow-down-up'
import { For } from 'solid-js'
import { Menu, MenuChoice } from '../../ui/Menu.tsx'
import type { Sort } from './sections.ts'

const sorts: readonly [Sort, string][] = [
  ['recent', 'Recent first'],
  ['name', 'By name'],
]

export function SortMenu(props: { sort: Sort; onSort: (sort: Sort) => void }) {
  return (
    <Menu label="Sort rooms" button={<ArrowDownUp size={16} />}>
      <fieldset class="menu-choices" aria-label="Order">
        <For each={sorts}>
          {([sort, words]) => (
            <MenuChoice chosen={props.sort === sort} onChoose={() => props.onSort(sort)}>
              {words}
            </MenuChoice>
          )}
        </For>
      </fieldset>
    </Menu>
  )
}
