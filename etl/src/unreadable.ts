import { text, type Text } from '@mingshu/metrics'
import type { PostgresSystem } from './source.js'

/** What to tell people when a system does not answer. Names its address, never its password or its rows. */
export function unreadable(system: PostgresSystem, url: string, cause: unknown, table: string | undefined): Text {
  const address = addressOf(url)
  const code = codeOf(cause)
  const { zh, en } = remedies.find(({ of }) => of.test(code))?.remedy ?? text(
    `查询没有完成(${code || '连接中断'})。请稍后再试`, `the query did not finish (${code || 'connection lost'}). Try again later`)
  const place = table === undefined ? text('', '') : text(`的表 ${table}`, `, table ${table}`)
  return text(`读不到${system.name.zh}(${address})${place.zh}：${zh}。`, `Cannot read the ${system.name.en} (${address})${place.en}: ${en}.`)
}

const codeOf = (cause: unknown): string => String((cause as { code?: unknown }).code ?? (/timeout/.test(String(cause)) ? 'ETIMEDOUT' : ''))

/** Whether a system may answer in a moment: it restarts, is full, or the network was cut. A wrong password stays wrong. */
export const isPassing = (cause: unknown): boolean => /^(ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNRESET|57014|(57P0|53|08).*|)$/.test(codeOf(cause))

const remedies: readonly { of: RegExp; remedy: Text }[] = [
  { of: /^ECONNREFUSED$/, remedy: text('对方没有开放连接。请确认服务器已启动，地址和端口无误', 'nothing listens there. See that the server runs and that host and port are right') },
  { of: /^(ENOTFOUND|EAI_AGAIN)$/, remedy: text('找不到这台主机。请核对 SOURCES 中的地址', 'the host is unknown. Check the address in SOURCES') },
  { of: /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ECONNRESET)$/, remedy: text('网络不通或中断。请检查网络和防火墙', 'the network does not reach it. Check network and firewall') },
  { of: /^28/, remedy: text('用户名或口令被拒绝。请核对 SOURCES 中的账号', 'user or password was refused. Check the account in SOURCES') },
  { of: /^3D000$/, remedy: text('没有这个数据库。请核对 SOURCES 中的库名', 'there is no such database. Check its name in SOURCES') },
  { of: /^42501$/, remedy: text('账号没有读取权限。请对方授予 select', 'the account may not read it. Ask for select to be granted') },
  { of: /^(42|22)/, remedy: text('表或列与适配器不符，对方系统可能已升级。请核对适配器', 'table or columns differ from the adapter; the system may have been upgraded. Check the adapter') },
  { of: /^57014$/, remedy: text('查询超时。请错开对方业务高峰再试', 'the query took too long. Try again when the system is less busy') },
  { of: /^(57P0|53|08)/, remedy: text('服务器正在停止或连接已满。请稍后再试', 'the server is stopping or has no connection left. Try again later') },
]

function addressOf(url: string): string {
  try {
    const { hostname, port } = new URL(url)
    return `${hostname}:${port || '5432'}`
  } catch {
    return '?'
  }
}
