import { text } from '@mingshu/metrics'
import { isLoopback } from '../config.js'
import { demoDoors, demoLinks } from '../people/demo-users.js'
import { prepareDatabase } from '../prepare.js'
import { isDemoFilled, isEmpty } from '../runs/demo.js'
import { fillDemo } from '../serve.js'
import { serverFile } from '../server-file.js'
import { pad } from '../terminal.js'
import type { Command } from './command.js'
import { runNow } from './run.js'

/** Fills the demo, or plays it on, and makes new links. */
export const demo: Command = {
  usage: 'demo [--json]',
  about: text('填入演示数据(或推进到昨天)，并给出新的登录链接', 'fill the demo, or play it up to yesterday, and make new links'),
  options: {},
  words: 0,
  async run(_, __, { database: open, config, terminal, print, isJson, language }) {
    if (Object.keys(config.sources).length > 0) throw new Error('SOURCES names real systems; the demo is not mixed with them. Use another DATA_DIR without SOURCES.')
    const database = await open()
    await prepareDatabase(database)
    if (!(await isDemoFilled(database))) {
      if (!(await isEmpty(database))) throw new Error('This database holds data that are not the demo\'s. Use another DATA_DIR or DATABASE_URL for the demo.')
      await fillDemo(database, config, terminal)
    }
    const { version, businessOn } = await runNow(database, config, terminal, { job: 'on-demand' })
    const running = serverFile(config.dataDir).read()
    const links = running && isLoopback(new URL(running.url).hostname.replace(/^\[|\]$/g, '')) ? await demoLinks(database, running.url) : undefined
    if (isJson) return print(JSON.stringify({ version, businessOn, links: links ?? {} }))
    for (const { to, title } of demoDoors) if (links?.[to]) print(`${pad(title[language], 10)}${links[to]}`)
    if (!links) print({ zh: '登录链接在 npm start 后给出', en: 'npm start gives the links' }[language])
  },
}
