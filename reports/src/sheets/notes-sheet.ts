import { text, type Text } from '@mingshu/metrics'
import type { Workbook } from '../layout.js'
import { clockOf } from '../period.js'
import type { Sheet } from '../sheet.js'
import { writeDataTable } from './data-table.js'

const symbols: readonly (readonly [Text, Text])[] = [
  [text('符号 0', 'Symbol 0'), text('确实为0。', 'A true zero.')],
  [text('符号 —', 'Symbol —'), text('不适用，或没有可比基数(上年同期为0或无数)。数据表中为空格，备注“不适用”。', 'Not applicable, or nothing to compare with. Empty on the data sheet.')],
  [text('符号 …', 'Symbol …'), text('有数，但小于本栏最小单位。单元格中仍是准确的数。', 'Below the smallest unit printed; the cell holds the exact value.')],
  [text('未上报', 'Not reported'), text('该单位没有报送，不是0，也不计入合计。', 'Not reported; not zero, and not in the total.')],
  [text('符号 *', 'Symbol *'), text('人数过少，隐去；相关的合计不受影响。', 'Too few people to show; totals are not affected.')],
  [text('其中', 'Of which'), text('是上一栏的一部分，各“其中”之和可以不等于上一栏。', 'Part of the column before; the parts need not add up.')],
  [text('人次与人', 'Person-times'), text('人次是参加的次数，同一人参加两次计两人次；人、名是去重后的人数。两者不能相加。', 'Person-times count attendances, persons count people once; they cannot be added.')],
  [text('比率', 'Rates'), text('由本级的分子、分母相除得到，不是下级比率的平均；比率的增减用百分点。', 'Divided at each level, never averaged; they change by percentage points.')],
  [text('四舍五入', 'Rounding'), text('部分合计数或相对数由于单位取舍不同而产生的计算误差均未作机械调整。', 'Totals and rates may not foot, for they are rounded and not adjusted.')],
]

/** Writes 数据说明: symbols, what must be said about these figures, and where they come from. */
export function writeNotesSheet(sheet: Sheet, book: Workbook, home: string): void {
  const say = (t: Text): string => t[book.language]
  const everywhere = say(text('各表', 'All sheets'))
  const forms = say(text('正式表', 'Forms'))
  const rows: [string, string, string][] = [
    ...(book.demo ? [[say(text('演示数据', 'Demo data')), say(text('本工作簿中的数是演示数据，不得作为工作依据。', 'The figures of this workbook are invented. Not for use.')), everywhere] satisfies [string, string, string]] : []),
    ...book.notes.map((note, i): [string, string, string] => [`${say(text('说明', 'Note'))} ${i + 1}`, note, everywhere]),
    ...symbols.map(([name, meaning], i): [string, string, string] => [say(name), say(meaning), i < 5 ? forms : everywhere]),
    [say(text('数据版本', 'Data version')), say(text(`第${book.version}版，${clockOf(book.publishedAt)}发布。以后的补报、更正另出新版，不改动本版。`, `Version ${book.version}, published ${clockOf(book.publishedAt)}. Later corrections make new versions.`)), everywhere],
    [say(text('核对', 'Verify')), say(text(`凭导出号 ${book.exportNo} 可在系统中重新导出同一文件，或上传本文件逐格核对。`, `With the export number ${book.exportNo} the system makes this file again, or checks it cell by cell.`)), everywhere],
  ]
  writeDataTable(sheet, {
    table: 'tblNotes', title: say(text(`${book.title}：数据说明`, `${book.title}: notes`)), note: say(text('读数之前请看。', 'Read before using the figures.')),
    home, language: book.language, rows,
    columns: [
      { heading: text('项目', 'Item'), cell: ([name]) => ({ kind: 'text', text: name }) },
      { heading: text('说明', 'Meaning'), most: 96, cell: ([, meaning]) => ({ kind: 'text', text: meaning }) },
      { heading: text('适用于', 'Where'), cell: ([, , where]) => ({ kind: 'text', text: where }) },
    ],
  })
}
