import { text, type Text } from '@mingshu/metrics'
import type { Database } from '@mingshu/db'
import type { Reader, Role } from '../access/viewer.js'
import { record } from '../audit/chain.js'
import { screenLink, screenPages } from '../screens/pages.js'
import { addScreen, forgetUnopened } from '../screens/screens.js'
import { addAccount, findAccount } from './accounts.js'
import { makeOnceLink } from './tokens.js'

/** Somebody who looks at the demo. */
export interface DemoUser {
  readonly role: Role
  readonly title: Text
  readonly name: string
  /** Both cities of the articles are shown side by side; there is no total over both. */
  readonly unitCodes: readonly string[]
  /** What to look at first. */
  readonly hint: Text
}

/** One for each role, in the order of their links. */
export const demoUsers: readonly DemoUser[] = [
  { role: 'leader', title: text('领导', 'leader'), name: '演示·领导', unitCodes: ['440700', '4408Z1'], hint: text('总览，看“为什么下降”', 'overview: why did it drop?') },
  { role: 'clerk', title: text('报表员', 'clerk'), name: '演示·报表员', unitCodes: ['440785'], hint: text('恩平市各镇街的月报，点一下就有', 'Enping\'s monthly report in one click') },
  { role: 'reviewer', title: text('审核员', 'reviewer'), name: '演示·审核员', unitCodes: ['440700'], hint: text('江门市年度汇总，逐格可查', 'Jiangmen\'s year, every cell traceable') },
  { role: 'operator', title: text('运维', 'operator'), name: '演示·运维', unitCodes: ['440700', '4408Z1'], hint: text('昨夜的运行和数据质量', 'last night\'s run') },
]

/** The screen of the demo: both places in turn. */
const demoScreen = { title: text('大屏', 'screen'), place: '演示·大屏', unitCodes: ['440700', '4408Z1'], hint: text('挂在墙上的一屏，两地轮播', 'for the wall, both places in turn') }

/** Who and what has a link, in the order of the terminal. */
export const demoDoors: readonly { readonly to: Reader; readonly title: Text; readonly hint: Text }[] = [...demoUsers.map(({ role, title, hint }) => ({ to: role, title, hint })), { to: 'screen', ...demoScreen }]

/** Makes the accounts of the demo where they are missing, without passwords, and a fresh link for each role and for the screen. */
export async function demoLinks(database: Database, url: string): Promise<Record<Reader, string>> {
  const links = await database.pool('desk').transaction(async (trx) => {
    const found: [Reader, string][] = []
    for (const { role, name, unitCodes } of demoUsers) {
      const login = `demo-${role}`
      await addAccount(trx, { login, name, role, unitCodes, passwordHash: null })
      const account = await findAccount(trx, login)
      if (account && !account.isDisabled) found.push([role, `${url}/demo/${role}#${await makeOnceLink(trx, account.userId)}`])
    }
    const { place, unitCodes } = demoScreen
    await forgetUnopened(trx, 'demo')
    found.push(['screen', screenLink(url, screenPages, (await addScreen(trx, { place, shows: screenPages, unitCodes, madeBy: 'demo' })).secret)])
    await record(trx, { actor: 'system', action: 'demo_links', detail: { roles: found.map(([role]) => role) } })
    return found
  })
  return Object.fromEntries(links) as Record<Reader, string>
}
