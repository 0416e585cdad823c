import { text } from '@mingshu/metrics'
import { openUnits } from '../access/tree.js'
import { record } from '../audit/chain.js'
import { screenLink, screenPages } from '../screens/pages.js'
import { addScreen, listScreens, revokeScreen } from '../screens/screens.js'
import { serverFile } from '../server-file.js'
import { need, textOf, usageError, type Command, type CommandMeans, type Values } from './command.js'

/** Screens on walls: makes, lists and ends them. */
export const screen: Command = {
  usage: ['screen add --unit <code,…> --place <where it hangs> [--show overview,stations] [--json]', 'screen list [--json]', 'screen revoke <id>'].join('\n       mingshu '),
  about: text('大屏：生成只读链接、列出、停用', 'screens on walls: make a read-only link, list, end'),
  options: { unit: { type: 'string' }, place: { type: 'string' }, show: { type: 'string' } },
  words: 2,
  async run([what, id], values, means) {
    switch (what) {
      case 'add': return add(values, means)
      case 'list': return list(means)
      case 'revoke': return revoke(id, means)
      default: throw usageError(`screen ${what ?? ''}: add, list or revoke.`)
    }
  },
}

const listOf = (words: string): string[] => words.split(',').map((w) => w.trim()).filter((w) => w !== '')

async function add(values: Values, { config, database, print, isJson, language }: CommandMeans): Promise<void> {
  const unitCodes = listOf(need(values, 'unit'))
  const place = need(values, 'place').trim()
  const shows = listOf(textOf(values, 'show') ?? screenPages[0])
  const unknownPage = shows.find((s) => !(screenPages as readonly string[]).includes(s))
  if (unknownPage !== undefined || shows.length === 0) throw usageError(`--show names pages with commas: ${screenPages.join(', ')}${unknownPage === undefined ? '' : `, not “${unknownPage}”`}.`)
  if (place.length > 60) throw usageError('--place has at most 60 characters.')
  const open = await database()
  const tree = await openUnits(open.pool('api')).get()
  const unknownUnit = unitCodes.find((c) => !tree.find(c))
  if (unknownUnit !== undefined || unitCodes.length === 0) throw new Error(`“${unknownUnit ?? ''}” is no unit. Codes are in db/units/units.csv: 440700 is Jiangmen, 440785 Enping, 4408Z1 the development zone.`)
  const made = await open.pool('desk').transaction(async (trx) => {
    const { id, secret } = await addScreen(trx, { place, shows, unitCodes, madeBy: 'command' })
    await record(trx, { actor: 'command', action: 'screen_made', detail: { screenId: id, place, shows, unitCodes } })
    return { id, secret }
  })
  const url = config.publicUrl?.origin ?? serverFile(config.dataDir).read()?.url ?? ''
  const link = screenLink(url, shows, made.secret)
  if (isJson) return print(JSON.stringify({ id: made.id, link }))
  print(link)
  print({ zh: `七天内在大屏的浏览器里打开一次；停用：mingshu screen revoke ${made.id}`, en: `Open it once, within a week, in the browser of the screen. To end it: mingshu screen revoke ${made.id}` }[language])
}

async function list({ database, print, isJson }: CommandMeans): Promise<void> {
  const screens = await listScreens((await database()).pool('desk'))
  if (isJson) return print(JSON.stringify(screens))
  for (const s of screens) print(`${s.id}  ${s.state.padEnd(8)} ${s.units.join(',').padEnd(14)} ${s.shows.join(',').padEnd(18)} ${s.place}`)
}

async function revoke(id: string | undefined, { database, print, isJson, language }: CommandMeans): Promise<void> {
  if (id === undefined || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw usageError('Name the id of a screen, as screen list prints it.')
  const done = await (await database()).pool('desk').transaction(async (trx) => {
    const ended = await revokeScreen(trx, id)
    if (ended) await record(trx, { actor: 'command', action: 'screen_revoked', detail: { screenId: id } })
    return ended
  })
  if (!done) throw new Error(`There is no screen ${id}, or it has ended.`)
  print(isJson ? JSON.stringify({ id, revoked: true }) : { zh: `大屏已停用，画面随即关闭`, en: 'The screen has ended and goes dark' }[language])
}
