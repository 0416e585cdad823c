import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { text, type Text } from '@mingshu/metrics'
import type { Database } from '@mingshu/db'
import type { Knex } from 'knex'
import { filesOf } from './inbox.js'
import type { Counts } from './keep-rows.js'
import { beginLoad, freshen, land, loading, settle, type Loading, type LoadOptions } from './load.js'
import type { Refreshed } from './facts.js'
import type { Landing } from './landing.js'
import { rowParser, type Problem } from './parse-row.js'
import { pseudonymiser, withoutNumbers } from './pseudonym.js'
import { readLines } from './read-lines.js'
import { openSheetReader, type SheetReader } from './sheet-reader.js'
import { keyLines, type KeyedLines } from './key-lines.js'
import type { FileSource } from './source.js'
import { industryRosters } from './sources/index.js'
import { unitsWithin, type Within } from './within.js'

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
export type FilesOptions = LoadOptions & { readonly source?: FileSource } & ({ readonly inbox: string } | { readonly files: readonly FileAt[] })

/** Loads every file that was not loaded before. A file that cannot be used is told about and holds up no other. */
export async function loadFiles(database: Database, options: FilesOptions): Promise<LoadedFiles> {
  const source = options.source ?? industryRosters
  const files = 'files' in options ? options.files : await filesOf(source, options.inbox)
  return loadAll(database, source, files, options, { mode: 'good', isRepeat: (known) => known.length > 0 })
}

/**
 * Loads one file a person sent. `all` takes all of its lines or none; `good` leaves the bad ones out. Sending the file that
 * was loaded last for its month changes nothing; an earlier one is taken, for someone wants it back. `within` is what the
 * person reports on: a file with a line of another unit is refused, and who is not in it is gone from there only. Default: all.
 */
export async function loadFile(
  database: Database, file: FileAt, options: LoadOptions & { readonly source?: FileSource; readonly mode: 'all' | 'good'; readonly within?: Within },
): Promise<LoadedFiles & { readonly file: FileOutcome }> {
  const policy: Policy = { mode: options.mode, within: options.within, isRepeat: (known) => known.some((k) => k.isLatest) }
  const loaded = await loadAll(database, options.source ?? industryRosters, [file], options, policy)
  const [only] = loaded.files
  if (!only) throw new Error('A file had no outcome.')
  return { ...loaded, file: only }
}

/** A load of the same bytes for the same month: nothing forbids a platform to send the same people month after month. */
interface KnownLoad {
  readonly loadId: string
  readonly on: string
  /** Whether nothing was loaded for its page since. */
  readonly isLatest: boolean
}

interface Policy {
  readonly mode: 'all' | 'good'
  /** Undefined: a file speaks for every unit. */
  readonly within?: Within | undefined
  readonly isRepeat: (known: readonly KnownLoad[]) => boolean
}

interface Parsing extends KeyedLines {
  readonly name: string
  readonly sha256: string
  readonly month: string
}

async function loadAll(database: Database, source: FileSource, files: readonly FileAt[], options: LoadOptions, policy: Policy): Promise<LoadedFiles> {
  const loaded = await loading(database.pool('etl'), source.id, options, async (work) => {
    const reader = openSheetReader()
    const outcomes: FileOutcome[] = []
    const parsings: Parsing[] = []
    try {
      let done = 0
      for (const file of files) {
        const name = withoutNumbers(file.name ?? basename(file.path))
        const parsing = await parseFile(work, source, { path: file.path, name }, { reader, options, policy })
        if ('state' in parsing) {
          outcomes.push(parsing)
          continue
        }
        const twin = parsings.find((p) => p.sha256 === parsing.sha256 && p.month === parsing.month)
        if (twin) {
          outcomes.push({ name, state: 'known', problems: [], note: twinOf(twin.name) })
          continue
        }
        parsings.push(parsing)
        done += parsing.lines.length
        options.onProgress?.(done)
      }
    } finally {
      reader.close()
    }
    const results: Done[] = []
    for (const wave of waves(parsings)) {
      const { loads, ...result } = await loadWave(work, source, wave, { ...options, within: policy.within })
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

async function parseFile(
  work: Loading, source: FileSource, file: Required<FileAt>, means: { reader: SheetReader; options: LoadOptions; policy: Policy },
): Promise<Parsing | FileOutcome> {
  const { name } = file
  const { today } = work
  const { mode, within, isRepeat } = means.policy
  let isBeyond = false
  const findUnit = within ? unitsWithin(work.findUnit, within, () => (isBeyond = true)) : work.findUnit
  const bytes = await readFile(file.path)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const isKnown = (known: readonly KnownLoad[]): FileOutcome | undefined =>
    isRepeat(known) ? { name, state: 'known', problems: [], ...(known[0] && { note: sameAs(known[0]) }) } : undefined
  // The same bytes under the same name need not be read to be known.
  const same = isKnown(await knownLoads(work, sha256, { name }))
  if (same) return same
  const sheet = await readLines(source, { ...file, bytes }, means.reader)
  const refuse = (why: Text, problems: readonly LineProblem[] = []): FileOutcome =>
    ({ name, state: 'refused', problems, note: text(`${name}：${why.zh}。`, `${name}: ${why.en}.`) })
  if ('refused' in sheet) return refuse(sheet.refused)
  const renamed = isKnown(await knownLoads(work, sha256, { month: sheet.month }))
  if (renamed) return renamed
  if (sheet.month > today) return refuse(toCome(source, sheet.month.slice(0, 7)))
  // The tree of the month's end, which every month has by its 28th.
  const parse = rowParser(source.entity, {
    findUnit, today, unitsOn: `${sheet.month.slice(0, 8)}28`, since: source.since, pseudonym: pseudonymiser(means.options.pseudonymKey),
  })
  const keyed = keyLines(source, parse, sheet.month, sheet.lines)
  if (!keyed) return refuse(nameless(source.entity.columns[source.group]?.name ?? text('', '')))
  const parsing = { ...keyed, name, sha256, month: sheet.month }
  const problems = problemsOf(parsing)
  // Taken without those lines, it would seem loaded to whoever may send all of it.
  if (isBeyond) return refuse(notYours, problems)
  return mode === 'all' && problems.length > 0 ? refuse(mistakes(new Set(problems.map((p) => p.rowNo)).size), problems) : parsing
}

const sameAs = ({ loadId, on }: KnownLoad): Text =>
  text(`内容与 ${on} 导入的批次 ${loadId} 相同，没有再导入。`, `The content is that of load ${loadId} of ${on}, so it was not loaded again.`)
const twinOf = (name: string): Text => text(`内容与 ${name} 相同，只导入一次。`, `The content is that of ${name}, which is loaded once.`)
const toCome = ({ paper }: FileSource, month: string): Text => text(`是 ${month} 的${paper.zh}，那个月还没有到。请核对月份`, `is of ${month}, which has not begun. Check the month`)
const nameless = ({ zh, en }: Text): Text => text(`没有一行写明“${zh}”。请补填`, `no row says its “${en}”. Fill it in`)
const notYours = text('有的行不在您负责的范围内，全部没有导入。请删去这些行，或请负责这些单位的人员上传', 'some rows are of units you do not look after, so nothing was loaded. Delete them, or ask someone who looks after these units to send the file')
const mistakes = (rows: number): Text =>
  text(`有 ${rows} 行有错，全部没有导入。请改正后再传`, `${rows} rows have mistakes, so nothing was loaded. Correct them and send the file again`)

const problemsOf = (p: Parsing): LineProblem[] => p.lines.flatMap(({ rowNo, parsed }) => parsed.problems.map((problem) => ({ rowNo, ...problem })))

type Done = Pick<LoadedFiles, 'entities' | 'facts'>

async function loadWave(work: Loading, source: FileSource, wave: readonly Parsing[], options: LoadOptions & { readonly within: Within | undefined }): Promise<Done & { loads: string[] }> {
  const loads: string[] = []
  for (const file of wave) loads.push(await beginLoad(work, options, file))
  await land(work.trx, async (landing) => {
    for (const [i, parsing] of wave.entries()) await landFile(landing, source, parsing, loads[i] ?? '')
  })
  const settled = await settle(work, { loadIds: loads, parents: {}, within: options.within, subjects: options.subjects, covers: (trx) => coverMonths(trx, source, loads) })
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

async function knownLoads({ trx, source }: Loading, sha256: string, { name, month }: { name?: string; month?: string }): Promise<KnownLoad[]> {
  const { rows } = await trx.raw<{ rows: KnownLoad[] }>(
    `select l.load_id as "loadId", (l.started_at at time zone 'Asia/Shanghai')::date as "on",
       not exists (select from load later where later.source = l.source and later.page = l.page and later.load_id > l.load_id) as "isLatest"
     from load l where l.source = :source and l.file_sha256 = :sha256 and (l.file_name = :name or l.covers_month = :month) order by l.load_id desc`,
    { source, sha256, name: name ?? null, month: month ?? null },
  )
  return rows
}
