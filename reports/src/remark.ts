import { text, type Cell, type Text } from '@mingshu/metrics'

/** Why a figure is not an ordinary number, in the words of the 备注 column; empty when it is one. */
export function remarkOf(cell: Cell, say: (words: Text) => string): string {
  switch (cell.status) {
    case 'not_reported': return say(text('未上报', 'Not reported'))
    case 'not_applicable': return say(text('不适用', 'Not applicable'))
    case 'suppressed': return say(text('隐去', 'Hidden'))
    case 'partial': return say(text('部分单位未报', 'Some units have not reported'))
    case 'ok': return cell.value === null ? say(text('不适用', 'Not applicable')) : ''
  }
}
