import { randomInt } from 'node:crypto'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { text } from '@mingshu/metrics'
import { openUnits } from '../access/tree.js'
import { roles, type Role } from '../access/viewer.js'
import { record } from '../audit/chain.js'
import { addAccount, changePassword, changeRole, disableAccount, enableAccount, findAccount, listAccounts } from '../people/accounts.js'
import { hashPassword, refusePassword } from '../people/password.js'
import { makeToken, revokeTokens } from '../people/tokens.js'
import { need, textOf, usageError, wholeOf, type Command, type CommandMeans, type Values } from './command.js'

/** Accounts. The first one is made here; no page makes accounts. */
export const user: Command = {
  usage: [
    'user add <login> --role <role> --unit <code,…> [--name <name>] [--password-stdin | --no-password]',
    'user role <login> <role> [--unit <code,…>]', 'user password <login> [--password-stdin]', 'user disable <login>', 'user enable <login>', 'user token <login> [--days 90 | --revoke]', 'user list [--json]',
  ].join('\n       mingshu '),
  about: text('用户：添加、改岗位、停用、恢复、发放或收回令牌', 'users: add, change, disable, enable, give a token or take them back'),
  options: { role: { type: 'string' }, unit: { type: 'string' }, name: { type: 'string' }, days: { type: 'string' }, revoke: { type: 'boolean' }, 'password-stdin': { type: 'boolean' }, 'no-password': { type: 'boolean' } },
  words: 3,
  async run([what, login, role], values, means) {
    const { database, print, isJson, language } = means
    if (what === 'list') {
      const accounts = await listAccounts((await database()).pool('desk'))
      if (isJson) return print(JSON.stringify(accounts.map(({ passwordHash, userId: _, ...a }) => ({ ...a, hasPassword: passwordHash !== null }))))
      for (const a of accounts) print(`${a.login.padEnd(20)} ${a.role.padEnd(9)} ${a.unitCodes.join(',').padEnd(16)} ${a.isDisabled ? '✗ ' : ''}${a.name}${a.tokens > 0 ? { zh: `(令牌 ${a.tokens} 个)`, en: ` (${a.tokens} tokens)` }[language] : ''}`)
      return
    }
    if (login === undefined) throw usageError('Name the login.')
    switch (what) {
      case 'add': return add(login, values, means)
      case 'role': return setRole(login, asRole(role ?? textOf(values, 'role')), values, means)
      case 'password': return setPassword(login, values, means)
      case 'disable': return disable(login, means)
      case 'enable': return enable(login, means)
      case 'token': return values['revoke'] === true ? revoke(login, means) : token(login, wholeOf(values, 'days', 1, 365) ?? 90, means)
      default: throw usageError(`user ${what ?? ''}: add, role, password, disable, enable, token or list.`)
    }
  },
}

const asRole = (word: string | undefined): Role => {
  const role = roles.find((r) => r === word)
  if (!role) throw usageError(`A role is one of ${roles.join(', ')}${word === undefined ? '' : `, not “${word}”`}.`)
  return role
}

async function unitsOf(values: Values, { database }: CommandMeans): Promise<string[] | undefined> {
  const codes = textOf(values, 'unit')?.split(',').map((c) => c.trim()).filter((c) => c !== '')
  if (!codes || codes.length === 0) return undefined
  const tree = await openUnits((await database()).pool('api')).get()
  const unknown = codes.find((c) => !tree.find(c))
  if (unknown !== undefined) throw new Error(`“${unknown}” is no unit. Codes are in db/units/units.csv: 440700 is Jiangmen, 440785 Enping, 4408Z1 the development zone.`)
  return codes
}

async function add(login: string, values: Values, means: CommandMeans): Promise<void> {
  if (!/^[a-z0-9][a-z0-9._@-]{1,59}$/i.test(login)) throw usageError(`A login has 2 to 60 letters, digits, dots, dashes or @, not “${login}”.`)
  const role = asRole(need(values, 'role'))
  const unitCodes = await unitsOf(values, means)
  if (!unitCodes) throw usageError('--unit is missing: the codes of the units they may see, with commas.')
  const given = values['no-password'] === true ? undefined : await passwordFor(login, values, means)
  const passwordHash = given === undefined ? null : await hashPassword(given.password)
  const added = await (await means.database()).pool('desk').transaction(async (trx) => {
    const isNew = await addAccount(trx, { login, name: textOf(values, 'name') ?? login, role, unitCodes, passwordHash })
    if (isNew) await record(trx, { actor: 'command', action: 'user_added', detail: { login: login.toLowerCase(), role, unitCodes } })
    return isNew
  })
  if (!added) throw new Error(`There is a user “${login}” already. Change it with user role, or take another login.`)
  tell(means, { login: login.toLowerCase(), role, units: unitCodes, ...(given?.isMade ? { password: given.password } : {}) }, given?.isMade
    ? { zh: `已添加 ${login}，初始密码 ${given.password}(只显示这一次)`, en: `Added ${login}; the password is ${given.password} (shown this once)` }
    : { zh: `已添加 ${login}`, en: `Added ${login}` })
}

async function setRole(login: string, role: Role, values: Values, means: CommandMeans): Promise<void> {
  const units = await unitsOf(values, means)
  await change(login, means, async (trx) => {
    const done = await changeRole(trx, login, role, units)
    if (done) await record(trx, { actor: 'command', action: 'user_changed', detail: { login: login.toLowerCase(), role, ...(units ? { unitCodes: units } : {}) } })
    return done
  })
  tell(means, { login, role, ...(units ? { units } : {}) }, { zh: `${login} 的岗位现在是 ${role}`, en: `${login} is a ${role} now` })
}

async function setPassword(login: string, values: Values, means: CommandMeans): Promise<void> {
  const { password, isMade } = await passwordFor(login, values, means)
  const hash = await hashPassword(password)
  await change(login, means, async (trx) => {
    const done = await changePassword(trx, login, hash)
    if (done) await record(trx, { actor: 'command', action: 'password_set', detail: { login: login.toLowerCase() } })
    return done
  })
  tell(means, { login, ...(isMade ? { password } : {}) }, isMade ? { zh: `新密码 ${password}(只显示这一次)；原有登录已全部退出，令牌已失效`, en: `The password is ${password} (shown this once); all sessions and tokens have ended` } : { zh: '密码已更换，原有登录已全部退出，令牌已失效', en: 'Changed; all sessions and tokens have ended' })
}

async function disable(login: string, means: CommandMeans): Promise<void> {
  await change(login, means, async (trx) => {
    const done = await disableAccount(trx, login)
    if (done) await record(trx, { actor: 'command', action: 'user_disabled', detail: { login: login.toLowerCase() } })
    return done
  })
  tell(means, { login, disabled: true }, { zh: `已停用 ${login}，其登录和令牌已失效`, en: `${login} is disabled; their sessions and tokens have ended` })
}

async function enable(login: string, means: CommandMeans): Promise<void> {
  const done = await (await means.database()).pool('desk').transaction(async (trx) => {
    const isOpen = await enableAccount(trx, login)
    if (isOpen) await record(trx, { actor: 'command', action: 'user_enabled', detail: { login: login.toLowerCase() } })
    return isOpen
  })
  if (!done) throw new Error(`There is no user “${login}” that was disabled.`)
  tell(means, { login, disabled: false }, { zh: `已恢复 ${login}，仍用原来的密码；令牌需重新发放`, en: `${login} is enabled, with the password they had; tokens are to be given anew` })
}

async function revoke(login: string, means: CommandMeans): Promise<void> {
  const revoked = await (await means.database()).pool('desk').transaction(async (trx) => {
    const account = await findAccount(trx, login)
    if (!account) throw new Error(`There is no user “${login}”.`)
    const count = await revokeTokens(trx, account.userId)
    await record(trx, { actor: 'command', action: 'tokens_revoked', detail: { login: account.login, count } })
    return count
  })
  tell(means, { login, revoked }, { zh: `已收回 ${login} 的令牌 ${revoked} 个`, en: `Took back ${revoked} tokens of ${login}` })
}

async function token(login: string, days: number, means: CommandMeans): Promise<void> {
  const secret = await (await means.database()).pool('desk').transaction(async (trx) => {
    const account = await findAccount(trx, login)
    if (!account || account.isDisabled) throw new Error(`There is no user “${login}”, or it was disabled.`)
    const made = await makeToken(trx, account.userId, days)
    await record(trx, { actor: 'command', action: 'token_made', detail: { login: account.login, days } })
    return made
  })
  means.print(means.isJson ? JSON.stringify({ login, token: secret, days }) : secret)
}

async function change(login: string, { database }: CommandMeans, work: (trx: Parameters<typeof disableAccount>[0]) => Promise<boolean>): Promise<void> {
  const done = await (await database()).pool('desk').transaction(work)
  if (!done) throw new Error(`There is no user “${login}”, or it was disabled.`)
}

function tell({ isJson, print, language }: CommandMeans, object: object, said: { zh: string; en: string }): void {
  print(isJson ? JSON.stringify(object) : said[language])
}

// Typed where somebody sits at the terminal, read where a script hands it over, else made up.
async function passwordFor(login: string, values: Values, { config, language }: CommandMeans): Promise<{ password: string; isMade: boolean }> {
  const isHanded = values['password-stdin'] === true
  if (!isHanded && !process.stdin.isTTY) return { password: makePassword(), isMade: true }
  const password = await readLine(isHanded ? undefined : { zh: `${login} 的密码(留空则生成一个)：`, en: `Password for ${login} (empty: one is made): ` }[language])
  if (password === '' && !isHanded) return { password: makePassword(), isMade: true }
  const refused = refusePassword(password, config.policy, login)
  if (refused) throw Object.assign(new Error(refused.en), { text: refused })
  return { password, isMade: false }
}

// What is typed after a prompt is not shown.
async function readLine(prompt: string | undefined): Promise<string> {
  if (prompt !== undefined) process.stderr.write(prompt)
  const lines = createInterface({ input: process.stdin, output: new Writable({ write: (_, __, done) => done() }), terminal: prompt !== undefined })
  const line = await new Promise<string>((done) => {
    lines.once('line', done)
    lines.once('close', () => done(''))
  })
  lines.close()
  if (prompt !== undefined) process.stderr.write('\n')
  return line
}

const letters = ['ABCDEFGHJKLMNPQRSTUVWXYZ', 'abcdefghijkmnopqrstuvwxyz', '23456789', '-+=%']

// Sixteen characters of all kinds, none of which look like another; some 90 bits.
function makePassword(): string {
  const all = letters.join('')
  for (;;) {
    const made = Array.from({ length: 16 }, () => all.charAt(randomInt(all.length))).join('')
    if (letters.every((kind) => [...kind].some((c) => made.includes(c)))) return made
  }
}
