import { text } from '@mingshu/metrics'
import { prepareDatabase } from '../prepare.js'
import type { Command } from './command.js'

/** Brings the database up to date. */
export const migrate: Command = {
  usage: 'migrate [--json]',
  about: text('把数据库更新到本版本', 'bring the database up to this version'),
  options: {},
  words: 0,
  async run(_, __, { database, print, isJson, language }) {
    const { applied } = await prepareDatabase(await database())
    if (isJson) return print(JSON.stringify({ applied }))
    for (const name of applied) print(`✓ ${name}`)
    print(applied.length > 0 ? { zh: `已更新 ${applied.length} 项`, en: `${applied.length} applied` }[language] : { zh: '已是最新', en: 'Up to date' }[language])
  },
}
