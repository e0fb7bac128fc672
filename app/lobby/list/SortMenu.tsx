import ArrowDownUp from 'lucide-solid/icons/arrow-down-up'
import { For } from 'solid-js'
import { Menu, MenuChoice } from '../../ui/popups/Menu.tsx'
import { t } from '../../words/lobby.ts'
import type { Sort } from './roomOrder.ts'

const sorts: readonly Sort[] = ['recent', 'name']

export function SortMenu(props: { sort: Sort; onSort: (sort: Sort) => void }) {
  return (
    <Menu label={t('sort')} button={<ArrowDownUp size={16} />}>
      <fieldset class="menu-choices" aria-label={t('order')}>
        <For each={sorts}>
          {(sort) => (
            <MenuChoice chosen={props.sort === sort} onChoose={() => props.onSort(sort)}>
              {t(`sorts.${sort}`)}
            </MenuChoice>
          )}
        </For>
      </fieldset>
    </Menu>
  )
}
