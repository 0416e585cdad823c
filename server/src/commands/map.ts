import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { text } from '@mingshu/metrics'
import { openUnits } from '../access/tree.js'
import { record } from '../audit/chain.js'
import { addMap, listMaps, removeMap } from '../maps/maps.js'
import { isApproval, largestFile, readOutlines } from '../maps/read-outlines.js'
import { need, usageError, type Command, type CommandMeans, type Values } from './command.js'

/** Maps with an approval number: adds, lists and removes them. */
export const map: Command = {
  usage: ['map add <file.geojson> --approval <审图号>', 'map list [--json]', 'map remove <number>'].join('\n       mingshu '),
  about: text('地图：导入带审图号的 GeoJSON、列出、移除', 'maps: add an approved GeoJSON, list, remove'),
  options: { approval: { type: 'string' } },
  words: 2,
  async run([what, name], values, means) {
    switch (what) {
      case 'add': return add(name, values, means)
      case 'list': return list(means)
      case 'remove': return remove(name, means)
      default: throw usageError(`map ${what ?? ''}: add, list or remove.`)
    }
  },
}

async function add(path: string | undefined, values: Values, { database, print, isJson, language }: CommandMeans): Promise<void> {
  if (path === undefined) throw usageError('Name the file.')
  const approval = need(values, 'approval').trim()
  if (!isApproval(approval)) throw usageError(`--approval is the number of the map's approval, such as 粤S(2026)001号, not “${approval}”. A map without one may not be shown.`)
  const { size } = await stat(path)
  const bytes = size > largestFile ? Buffer.alloc(largestFile + 1) : await readFile(path)
  const open = await database()
  const tree = await openUnits(open.pool('api')).get()
  const outlines = readOutlines(bytes, (code) => tree.find(code) !== undefined)
  const id = await open.pool('desk').transaction(async (trx) => {
    const id = await addMap(trx, { approval, fileName: basename(path), addedBy: 'command', outlines })
    await record(trx, { actor: 'command', action: 'map_added', detail: { mapId: id, approval, fileName: basename(path), units: outlines.length } })
    return id
  })
  print(isJson ? JSON.stringify({ id, units: outlines.length }) : { zh: `地图 ${id} 已导入，${outlines.length} 个单位；各页示意图改用它，图上印“审图号：${approval}”`, en: `Map ${id} was added with ${outlines.length} units. Pages draw it in place of tiles, with 审图号 ${approval} printed on it` }[language])
}

async function list({ database, print, isJson }: CommandMeans): Promise<void> {
  const maps = await listMaps((await database()).pool('desk'))
  if (isJson) return print(JSON.stringify(maps))
  for (const m of maps) print(`${m.id.padEnd(4)} ${m.approval.padEnd(18)} ${String(m.outlines).padStart(4)}  ${m.fileName}`)
}

async function remove(id: string | undefined, { database, print, isJson, language }: CommandMeans): Promise<void> {
  if (id === undefined || !/^\d{1,15}$/.test(id)) throw usageError('Name the number of a map, as map list prints it.')
  const done = await (await database()).pool('desk').transaction(async (trx) => {
    const gone = await removeMap(trx, id)
    if (gone) await record(trx, { actor: 'command', action: 'map_removed', detail: { mapId: id } })
    return gone
  })
  if (!done) throw new Error(`There is no map ${id}.`)
  print(isJson ? JSON.stringify({ id, removed: true }) : { zh: `地图 ${id} 已移除，页面改回示意图`, en: `Map ${id} was removed; pages show tiles again` }[language])
}
