import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { text, type Text } from '@mingshu/metrics'
import type { Database } from '@mingshu/db'
import type { Knex } from 'knex'
import type { Counts } from './keep-rows.js'
import { beginLoad, freshen, land, loading, settle, type Loading, type LoadOptions } from './load.js'
import type { Refreshed } from './facts.js'
import type { Landing } from './landing.js'
import { rowParser, type Parsed, type ParseRow, type Problem } from './parse-row.js'
import { pseudonymiser, withoutNumbers } from './pseudonym.js'
import { readRoster, type Roster } from './read-roster.js'
import { refusal } from './refusal.js'
import { openSheetReader, type SheetReader } from './sheet-reader.js'
import type { Cell, FileSource } from './source.js'
import { industryRosters } from './sources/index.js'

/** A file to load, and the name it was given. */
export interface FileAt {
  readonly path: string
  /** Default: the last part of `path`. */
  readonly name?: string
}

/** A problem of a file, with the line it stands in. */
export interface LineProblem extends Problem {
  readonly rowNo: number
}

/** What became of one file. */
export interface FileOutcome {
  readonly name: string
  readonly state: 'loaded' | 'known' | 'refused'
  readonly loadId?: string
  readonly page?: string
  /** Why it was not loaded, or what to know about it. */
  readonly note?: Text
  /** Everything wrong with its lines, in their order. */
  readonly problems: readonly LineProblem[]
}

/** What a load of files did. */
export interface LoadedFiles {
  readonly files: readonly FileOutcome[]
  readonly entities: readonly Counts[]
  readonly facts: readonly Refreshed[]
}

/** What to load: a folder with all it holds, or single files. */
export type RosterOptions = LoadOptions & { readonly source?: FileSource } & ({ readonly inbox: string } | { readonly files: readonly FileAt[] })

/** Loads every roster that was not loaded before. A file that cannot be used is told about and holds up no other. */
export async function loadRosters(database: Database, options: RosterOptions): Promise<LoadedFiles> {
  const source = options.source ?? industryRosters
  const files = 'files' in options ? options.files : await filesOf(source, options.inbox)
  return loadFiles(database, source, files, options, { mode: 'good', isRepeat: (known) => known.length > 0 })
}

/**
 * Loads one file a person sent. `all` takes all of its lines or none; `good` leaves the bad ones out. Sending the file that
 * was loaded last for its month changes nothing; an earlier one is taken, for someone wants it back.
 */
export async function loadFile(
  database: Database, file: FileAt, options: LoadOptions & { readonly source?: FileSource; readonly mode: 'all' | 'good' },
): Promise<LoadedFiles & { readonly file: FileOutcome }> {
  const policy: Policy = { mode: options.mode, isRepeat: (known) => known.some((k) => k.isLatest) }
  const loaded = await loadFiles(database, options.source ?? industryRosters, [file], options, policy)
  const [only] = loaded.files
  if (!only) throw new Error('A file had no outcome.')
  return { ...loaded, file: only }
}

/** A load of the same bytes. */
interface KnownLoad {
  readonly loadId: string
  readonly on: string
  /** Whether nothing was loaded for its page since. */
  readonly isLatest: boolean
}

interface Policy {
  readonly mode: 'all' | 'good'
  readonly isRepeat: (known: readonly KnownLoad[]) => boolean
}

interface Parsing {
  readonly file: FileAt
  readonly name: string
  readonly roster: Roster
  readonly group: string
  readonly page: string
  readonly lines: readonly { readonly rowNo: number; readonly key: string | null; readonly parsed: Parsed }[]
}

async function loadFiles(database: Database, source: FileSource, files: readonly FileAt[], options: LoadOptions, policy: Policy): Promise<LoadedFiles> {
  const loaded = await loading(database.pool('etl'), source.id, options, async (work) => {
    const reader = openSheetReader()
    const outcomes: FileOutcome[] = []
    const parsings: Parsing[] = []
    try {
      let done = 0
      for (const file of files) {
        const name = withoutNumbers(file.name ?? basename(file.path))
        const parsing = await parseFile(work, source, { ...file, name }, reader, options, policy)
        if ('state' in parsing) outcomes.push(parsing)
        else parsings.push(parsing)
        done += 'state' in parsing ? 0 : parsing.lines.length
        options.onProgress?.(done)
      }
    } finally {
      reader.close()
    }
    const results: Pick<LoadedFiles, 'entities' | 'facts'>[] = []
    for (const wave of waves(parsings)) {
      const { loads, ...result } = await loadWave(work, source, wave, options)
      results.push(result)
      for (const [i, p] of wave.entries()) outcomes.push({ name: p.name, state: 'loaded', loadId: loads[i] ?? '', page: p.page, problems: problemsOf(p) })
    }
    return { files: outcomes, entities: results.flatMap((r) => r.entities), facts: results.flatMap((r) => r.facts) }
  })
  await freshen(database, loaded)
  return loaded
}

/** Files of the same page go one after another, so that the later one replaces the earlier; all others go together. */
function waves(parsings: readonly Parsing[]): Parsing[][] {
  const all: Parsing[][] = []
  const times = new Map<string, number>()
  for (const p of parsings) {
    const nth = times.get(p.page) ?? 0
    times.set(p.page, nth + 1)
    const wave = all[nth] ?? []
    wave.push(p)
    all[nth] = wave
  }
  return all
}

async function parseFile({ trx, source: id, findUnit, today }: Loading, source: FileSource, file: FileAt & { name: string }, reader: SheetReader, options: LoadOptions, policy: Policy): Promise<Parsing | FileOutcome> {
  const { name } = file
  const roster = await readRoster(source, file, reader)
  const known = await knownLoads(trx, id, roster.sha256)
  if (policy.isRepeat(known)) {
    const [first] = known
    return { name, state: 'known', problems: [], note: text(`内容与 ${first?.on ?? ''} 导入的批次 ${first?.loadId ?? ''} 相同，没有再导入。`, `The content is that of load ${first?.loadId ?? ''} of ${first?.on ?? ''}, so it was not loaded again.`) }
  }
  const refuse = (note: Text, problems: readonly LineProblem[] = []): FileOutcome => ({ name, state: 'refused', problems, note: text(`${name}：${note.zh}。`, `${name}: ${note.en}.`) })
  if ('refused' in roster) return refuse(roster.refused)
  if (roster.month > today) return refuse(text(`是 ${roster.month.slice(0, 7)} 的名册，那个月还没有到。请核对月份`, `is of ${roster.month.slice(0, 7)}, which has not begun. Check the month`))
  const parse = rowParser(source.entity, { findUnit, today, unitsOn: `${roster.month.slice(0, 8)}28`, since: source.since, pseudonym: pseudonymiser(options.pseudonymKey) })
  const parsing = parseLines(source, parse, { file, name, roster })
  if (!parsing) return refuse(text(`没有一行写明“${source.entity.columns[source.group]?.name.zh ?? ''}”。请补填`, `No row says its “${source.entity.columns[source.group]?.name.en ?? ''}”. Fill it in`))
  const problems = problemsOf(parsing)
  if (policy.mode === 'all' && problems.length > 0) return refuse(text(`有 ${new Set(problems.map((p) => p.rowNo)).size} 行有错，全部没有导入。请改正后再传`, `${new Set(problems.map((p) => p.rowNo)).size} rows have mistakes, so nothing was loaded. Correct them and send the file again`), problems)
  return parsing
}

function parseLines(source: FileSource, parse: ParseRow, of: { file: FileAt; name: string; roster: Roster }): Parsing | undefined {
  const { month, lines } = of.roster
  const rows = lines.map(({ rowNo, cells }) => ({ rowNo, cells, parsed: parse(cells, () => lineOf(rowNo)) }))
  const group = rows.map((r) => r.parsed.row[source.group]).find((g) => typeof g === 'string')
  if (typeof group !== 'string') return undefined
  const page = `${group}/${month.slice(0, 7)}`
  return {
    ...of, group, page,
    lines: rows.map(({ rowNo, cells, parsed }) => {
      const row = { ...parsed.row, month_on: month }
      const key = source.key.map((k) => parsed.row[k] ?? null)
      const foreign = parsed.row[source.group] !== null && parsed.row[source.group] !== group
      return {
        rowNo,
        key: foreign || key.includes(null) ? null : [page, ...key].join('/'),
        parsed: { ...parsed, row, problems: foreign ? [...parsed.problems, foreignGroup(source, rowNo, cells, group)] : parsed.problems },
      }
    }),
  }
}

function foreignGroup(source: FileSource, rowNo: number, cells: readonly Cell[], group: string): Problem {
  const at = Object.keys(source.entity.columns).indexOf(source.group)
  const column = source.entity.columns[source.group]?.name ?? text('', '')
  const value = withoutNumbers(String(cells[at] ?? ''))
  return {
    column, value, passing: false,
    sentence: text(`第 ${rowNo} 行“${column.zh}”与本文件其他行不同：“${value}”。一份文件只报“${group}”，请另存一份。`, `Row ${rowNo}: “${column.en}” (“${value}”) differs from the other rows. A file reports on “${group}” alone; put this row into a file of its own.`),
  }
}

/** Where a line of a file stands, for sentences. */
const lineOf = (rowNo: number): Text => text(`第 ${rowNo} 行`, `Row ${rowNo}`)

const problemsOf = (p: Parsing): LineProblem[] => p.lines.flatMap(({ rowNo, parsed }) => parsed.problems.map((problem) => ({ rowNo, ...problem })))

async function loadWave(work: Loading, source: FileSource, wave: readonly Parsing[], options: LoadOptions): Promise<Pick<LoadedFiles, 'entities' | 'facts'> & { loads: string[] }> {
  const loads: string[] = []
  for (const { name, roster, page } of wave) loads.push(await beginLoad(work, options, { name, sha256: roster.sha256, month: roster.month, page }))
  await land(work.trx, async (landing) => {
    for (const [i, parsing] of wave.entries()) await landFile(landing, source, parsing, loads[i] ?? '')
  })
  const settled = await settle(work, { loadIds: loads, parents: {}, subjects: options.subjects, covers: (trx) => coverMonths(trx, source, loads) })
  return { loads, ...settled }
}

async function landFile(landing: Landing, { entity }: FileSource, { page, lines }: Parsing, loadId: string): Promise<void> {
  for (const { rowNo, key, parsed } of lines) {
    const parent = entity.parent === undefined ? null : (parsed.row[entity.parent] ?? null)
    const full = landing.take({ loadId, rowNo, entity: entity.id, key, page, parent: parent === null ? null : String(parent), parsed })
    if (full) await full
  }
  // A line nobody can read may be the one that seems to be missing, so such a file takes nobody off.
  if (lines.every((line) => line.key !== null)) landing.complete(loadId, entity.id, page)
}

/** A file reports its month for every county that has a line in it. */
async function coverMonths(trx: Knex.Transaction, { id: source, entity: { id: entity } }: FileSource, loadIds: readonly string[]): Promise<void> {
  await trx.raw(
    `with fresh as (
      insert into coverage (county_id, source, month_on, load_id)
      select r.county_id, :source, l.covers_month, min(l.load_id)
      from load l join raw_latest r on r.source = :source and r.entity = :entity and r.page = l.page
      where l.load_id = any(:loadIds::bigint[]) and r.county_id <> 0
      group by r.county_id, l.covers_month
      on conflict do nothing
      returning county_id, month_on
    )
    insert into covered select county_id, month_on from fresh`,
    { source, entity, loadIds },
  )
}

async function knownLoads(trx: Knex.Transaction, source: string, sha256: string): Promise<KnownLoad[]> {
  const { rows } = await trx.raw<{ rows: KnownLoad[] }>(
    `select l.load_id as "loadId", (l.started_at at time zone 'Asia/Shanghai')::date as "on",
       not exists (select from load later where later.source = l.source and later.page = l.page and later.load_id > l.load_id) as "isLatest"
     from load l where l.source = :source and l.file_sha256 = :sha256 order by l.load_id desc`,
    { source, sha256 },
  )
  return rows
}

async function filesOf(source: FileSource, inbox: string): Promise<FileAt[]> {
  const found = await readdir(inbox, { recursive: true, withFileTypes: true }).catch(() => {
    throw refusal(text(`读不到${source.name.zh}的收件目录 ${inbox}。请建立该目录并授予读取权限。`, `Cannot read the inbox of the ${source.name.en}, ${inbox}. Create the folder and let the service read it.`))
  })
  const files = await Promise.all(
    found
      .filter((entry) => entry.isFile() && /\.(csv|xlsx|xls|et)$/i.test(entry.name) && !entry.name.startsWith('~$'))
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name)
        return { path, name: entry.name, at: (await stat(path)).mtimeMs }
      }),
  )
  // Of two files for the same month the one written later counts.
  return files.sort((a, b) => a.at - b.at || (a.path < b.path ? -1 : 1))
}
