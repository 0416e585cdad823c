import { existsSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { text, type Text } from '@mingshu/metrics'
import { openAnchors } from '../audit/anchors.js'
import { findBreak } from '../audit/chain.js'
import { openVersions } from '../figures/versions.js'
import { openKnownKey } from '../known-key.js'
import { builtPage } from '../page/page.js'
import { prepareDatabase } from '../prepare.js'
import { isLate } from '../runs/due.js'
import { serverFile } from '../server-file.js'
import { failed } from '../terminal.js'
import type { Command, CommandMeans } from './command.js'

interface Finding {
  readonly check: string
  readonly isWell: boolean
  readonly told: Text
}

/** Looks whether everything is as it should be. */
export const doctor: Command = {
  usage: 'doctor [--json]',
  about: text('体检：数据库、密钥、审计链、运行', 'check the database, keys, audit chain and runs'),
  options: {},
  words: 0,
  async run(_, __, means) {
    const findings: Finding[] = []
    for (const [check, look] of Object.entries(checks)) {
      try {
        findings.push({ check, ...(await look(means)) })
      } catch (error) {
        findings.push({ check, isWell: false, told: failed(error) })
      }
    }
    const isWell = findings.every((f) => f.isWell)
    if (means.isJson) means.print(JSON.stringify({ ok: isWell, checks: findings.map(({ check, isWell: ok, told }) => ({ check, ok, told: told[means.language] })) }))
    else for (const { isWell: ok, told } of findings) means.print(`${ok ? '✓' : '✗'} ${told[means.language]}`)
    return isWell ? 0 : 1
  },
}

const well = (zh: string, en: string): Omit<Finding, 'check'> => ({ isWell: true, told: text(zh, en) })
const ill = (zh: string, en: string): Omit<Finding, 'check'> => ({ isWell: false, told: text(zh, en) })

const checks: Readonly<Record<string, (means: CommandMeans) => Promise<Omit<Finding, 'check'>>>> = {
  async server({ config }) {
    const running = serverFile(config.dataDir).read()
    return running ? well(`服务在运行：${running.url}`, `A server runs: ${running.url}`) : well('服务没有运行', 'No server runs')
  },
  async page() {
    return existsSync(join(builtPage, 'index.html')) ? well('界面已构建', 'The page is built') : ill('界面没有构建：npm run build', 'The page is not built: npm run build')
  },
  async disk({ config }) {
    const { bavail, bsize } = statfsSync(existsSync(config.dataDir) ? config.dataDir : '.')
    const free = Math.round((bavail * bsize) / 1024 ** 2)
    return free > 1024 ? well(`磁盘可用 ${Math.round(free / 1024)} GB`, `${Math.round(free / 1024)} GB of disk are free`) : ill(`磁盘只剩 ${free} MB，请清理`, `Only ${free} MB of disk are free. Make room`)
  },
  async rights({ database }) {
    // Refuses when the rights in the database are not what the checked-in matrix says.
    const { applied } = await prepareDatabase(await database())
    return well(`数据库结构与权限符合本版本${applied.length > 0 ? `(刚更新 ${applied.length} 项)` : ''}`, `Schema and rights are those of this version${applied.length > 0 ? ` (${applied.length} applied just now)` : ''}`)
  },
  async key({ config, database }) {
    const { kid } = await openKnownKey(config, await database())
    return well(`假名密钥 ${kid} 与数据库相符，只有本账户可读`, `The pseudonym key ${kid} is the database's own, and only we can read it`)
  },
  async durability({ database }) {
    const { rows: [row] } = await (await database()).pool('owner').raw<{ rows: { version: string; fsync: string; pages: string; commits: string; checksums: string }[] }>(
      `select current_setting('server_version') as version, current_setting('fsync') as fsync, current_setting('full_page_writes') as pages, current_setting('synchronous_commit') as commits, current_setting('data_checksums') as checksums`)
    const off = Object.entries({ fsync: row?.fsync, full_page_writes: row?.pages, synchronous_commit: row?.commits }).filter(([, v]) => v === 'off').map(([k]) => k)
    if (off.length > 0) return ill(`PostgreSQL 关闭了 ${off.join('、')}，断电会丢数据`, `PostgreSQL has ${off.join(', ')} off: a power cut would lose data`)
    return well(`PostgreSQL ${row?.version ?? ''}，写入有保障${row?.checksums === 'on' ? '，有校验和' : ''}`, `PostgreSQL ${row?.version ?? ''} keeps what it acknowledged${row?.checksums === 'on' ? ', with checksums' : ''}`)
  },
  async audit({ database, config }) {
    const anchors = openAnchors(config.dataDir).list()
    const found = await findBreak((await database()).pool('desk'), anchors)
    return found ? ill(`审计链在第 ${found.seq} 条断开：${found.what}`, `The audit chain breaks at ${found.seq}: it ${found.what}`) : well(`审计链完整，${anchors.length} 个锚点相符`, `The audit chain is whole, and ${anchors.length} anchors agree`)
  },
  async figures({ database, config }) {
    const now = await openVersions((await database()).pool('api')).current()
    if (!now) return ill('还没有发布过数据：mingshu run', 'Nothing was published yet: mingshu run')
    if (isLate(config.schedule, now.businessOn)) return ill(`数据只到 ${now.businessOn}，比约定晚：看 mingshu run 或运行页`, `Figures end on ${now.businessOn}, later than promised. Look at the runs`)
    return well(`第 ${now.version} 版，数据截至 ${now.businessOn}`, `Version ${now.version}, figures up to ${now.businessOn}`)
  },
  async runs({ database }) {
    const { rows: [last] } = await (await database()).pool('desk').raw<{ rows: { state: string; zh: string | null; en: string | null }[] }>(`select state, failure_zh as zh, failure_en as en from run where state in ('done', 'failed') order by finished_at desc limit 1`)
    if (!last) return well('还没有运行过', 'No run yet')
    return last.state === 'done' ? well('上次运行成功', 'The last run went well') : ill(`上次运行失败：${last.zh ?? ''}`, `The last run failed: ${last.en ?? ''}`)
  },
}
