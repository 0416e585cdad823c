import { createHmac } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { Database } from '@mingshu/db'
import { text, type Text } from '@mingshu/metrics'
import type { Knex } from 'knex'
import type { Config } from './config.js'
import { keyPath, openPseudonymKey, type KeyFile } from './secrets.js'

interface KnownKey {
  readonly kid: string
  readonly print: string
}

/**
 * Opens the key that this database's pseudonyms were made with. The first that opens a database makes the key known to it; from
 * then on no other is taken and none is made, for under two keys one person would be counted as two.
 */
export async function openKnownKey({ dataDir, pseudonymKeyFile }: Pick<Config, 'dataDir' | 'pseudonymKeyFile'>, database: Database): Promise<KeyFile> {
  const pool = database.pool('etl')
  const path = pseudonymKeyFile ?? keyPath(dataDir)
  const known = await find(pool)
  if (known && !existsSync(path)) throw refusal(missing(path, known.kid))
  const key = openPseudonymKey(dataDir, pseudonymKeyFile)
  const print = createHmac('sha256', key.secret).update('mingshu pseudonym key').digest('hex')
  if (!known) await pool.raw('insert into known_key (kid, print) values (:kid, :print) on conflict do nothing', { kid: key.kid, print })
  const first = known ?? (await find(pool)) // of two that open a database at once one is the first
  if (first?.kid !== key.kid || first.print !== print) throw refusal(another(path, first?.kid ?? ''))
  return key
}

async function find(pool: Knex): Promise<KnownKey | undefined> {
  return (await pool.raw<{ rows: KnownKey[] }>('select kid, print from known_key')).rows[0]
}

const refusal = (said: Text): Error => Object.assign(new Error(said.en), { text: said })
const remedy = text(
  '请从正在使用本数据库的服务器或备份中取回密钥文件，放到该处，或用 PSEUDONYM_KEY_FILE 指明其位置',
  'Copy the key file of the server that uses this database, or of its backup, to that place, or name it with PSEUDONYM_KEY_FILE',
)
const missing = (path: string, kid: string): Text => text(
  `没有找到假名密钥 ${path}。本数据库已有密钥 ${kid}，不会另行生成，否则同一个人会算作两个人。${remedy.zh}。`,
  `The pseudonym key ${path} is not there. This database knows its key, ${kid}, and none is made beside it, or one person would be counted as two. ${remedy.en}.`,
)
const another = (path: string, kid: string): Text => text(
  `${path} 不是本数据库的假名密钥 ${kid}；换用另一把，同一个人会算作两个人。${remedy.zh}。`,
  `${path} is not the pseudonym key ${kid} of this database; under another, one person would be counted as two. ${remedy.en}.`,
)
