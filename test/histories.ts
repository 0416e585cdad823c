import type { Database } from '@mingshu/db'
import { cellsSql, loadSystem, prepareRollups, publish, rebuildFacts, runJob, serviceMenu, issueSystem, claimRun, offerRun, type PostgresSystem } from '@mingshu/etl'
import { subjects, type Subject } from '@mingshu/metrics'
import { play, type Played } from '../etl/test/played-system.js'
import { freshDatabase } from './database.js'

/** What a series of random histories showed. */
export interface Histories {
  readonly histories: number
  readonly runs: number
  readonly loads: number
  readonly interrupted: number
  readonly cells: number
}

/** Whole numbers below `n`, from a seed: the same seed plays the same histories. */
type Dice = (n: number) => number

function dice(seed: number): Dice {
  let state = seed >>> 0
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * n)
  }
}

const pick = <T>(roll: Dice, of: readonly T[]): T => {
  const chosen = of[roll(of.length)]
  if (chosen === undefined) throw new Error('Nothing to pick from.')
  return chosen
}

const counted: readonly Subject[] = subjects.filter((s) => ['center', 'activity', 'participant', 'center_use', 'wish', 'issue', 'issue_spell'].includes(s.id))
const villages = ['440703002131', '440703002128', '440703101201', '440704001015', '440704001016']
const wrongUnits = ['440703999', '', '999999999999']
const people = ['440703198001010015', '440703198502020028', '440704199003030036', '440704199504040044'].map(withCheckDigit)
const pseudonymKey = { kid: 'h', secret: new Uint8Array(32).fill(3) }

/** Gives an identity number its right last character. */
function withCheckDigit(id: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((s, w, i) => s + w * Number(id[i]), 0)
  return id.slice(0, 17) + '10X98765432'[sum % 11]
}

/** A world: our database with two counties, and two source systems that histories change at random. */
interface World extends AsyncDisposable {
  readonly database: Database
  readonly menu: Played
  readonly desk: Played
  /** The day the world has come to, and how many keys have been used. */
  today: string
  key: number
  tick: number
}

async function openWorld(): Promise<World> {
  const database = await freshDatabase()
  // Two counties are enough, and a small tree makes a history cheap.
  await database.pool('owner').transaction(async (trx) => {
    const kept = `(select unit_id from unit where code = '440700' or county_id in (select county_id from unit where code in ('440703', '440704')))`
    await trx.raw('alter table unit no force row level security')
    await trx.raw('alter table unit_closure no force row level security')
    await trx.raw(`delete from unit_closure where unit_id not in ${kept} or ancestor_id not in ${kept}`)
    await trx.raw(`update unit set parent_id = null where unit_id in ${kept} and parent_id not in ${kept}`)
    await trx.raw(`with gone as (select unit_id from unit where unit_id not in ${kept}) delete from unit where unit_id in (select unit_id from gone)`)
    await trx.raw('alter table unit force row level security')
    await trx.raw('alter table unit_closure force row level security')
  })
  await prepareRollups(database, counted)
  const menu = await play(database, serviceMenu)
  const desk = await play(database, issueSystem)
  for (const [i, unit] of villages.entries()) {
    await menu.add('center', { center_no: `DQ${i}`, center_name: `c${i}`, center_level: '村', unit_code: unit, opened_date: '2024-01-01', updated_at: '2024-01-01' })
  }
  return {
    database, menu, desk, today: '2024-03-05', key: 0, tick: 0,
    async [Symbol.asyncDispose]() {
      await menu[Symbol.asyncDispose]()
      await desk[Symbol.asyncDispose]()
      await database.close()
    },
  }
}

const plusDays = (day: string, n: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)

/** A day of the world's past, now and then of its future or one that cannot be. */
const someDay = (w: World, roll: Dice): string => plusDays(w.today, roll(20) === 0 ? roll(40) : -roll(70))
const someUnit = (roll: Dice): string => (roll(12) === 0 ? pick(roll, wrongUnits) : pick(roll, villages))

/** One change somebody makes in a source system: rows appear, change, move, vanish, come late, come twice. */
async function change(w: World, roll: Dice): Promise<void> {
  const old = async (played: Played, table: string, key: string): Promise<string | undefined> => {
    const { rows } = await played.client.query<{ key: string }>(`select ${key}::text as key from ${table} order by 1`)
    return rows.length > 0 ? pick(roll, rows).key : undefined
  }
  const changes: readonly (() => Promise<unknown>)[] = [
    async () => w.menu.add('activity', {
      activity_no: `HD${++w.key}`, title: 't', activity_type: pick(roll, ['运动会', '村庄清洁日', '非遗进社区', '其他']), category: pick(roll, ['健康服务', '文化休闲', '其他']),
      key_flag: pick(roll, ['是', '否']), lead_org_level: pick(roll, ['村', '镇']), lead_unit_code: someUnit(roll), center_no: `DQ${roll(5)}`, activity_date: someDay(w, roll),
      status: pick(roll, ['已举办', '已举办', '计划', '取消']), attendance: pick(roll, [null, 0, 30, -5]), count_method: '签到', rated_5: roll(4), rated_4: 0, rated_3: 0, rated_2: 0, rated_1: roll(2),
      updated_at: '2020-01-01',
    }),
    async () => {
      const no = await old(w.menu, 'activity', 'activity_no')
      const set = pick(roll, [`activity_date = '${someDay(w, roll)}'`, `lead_unit_code = '${someUnit(roll)}'`, `status = '${pick(roll, ['已举办', '取消'])}'`, `attendance = ${roll(50)}`, `activity_type = '其他'`])
      if (no) await w.menu.run(`update activity set ${set} where activity_no = '${no}'`)
    },
    async () => {
      const no = await old(w.menu, 'activity', 'activity_no')
      if (no) await w.menu.run(`delete from activity where activity_no = '${no}'`)
    },
    async () => {
      const no = await old(w.menu, 'activity', 'activity_no')
      if (no) await w.menu.add('sign_in', { sign_no: ++w.key, activity_no: no, person_name: 'x', id_number: pick(roll, people), signed_at: '2024-03-01 10:00' })
    },
    async () => w.menu.run(`delete from sign_in where sign_no = (select max(sign_no) from sign_in)`),
    async () => w.menu.run(`update center set closed_date = ${pick(roll, ['null', `'${someDay(w, roll)}'`])} where center_no = 'DQ${roll(5)}'`),
    async () => {
      const published = someDay(w, roll)
      await w.menu.add('micro_wish', {
        wish_no: `XY${++w.key}`, center_no: 'DQ1', unit_code: someUnit(roll), category: '其他', content: 'x', published_date: published,
        claimed_date: pick(roll, [null, plusDays(published, roll(5))]), done_date: null, status: '已发布', updated_at: '2020-01-01',
      })
    },
    async () => w.menu.run(`update micro_wish set claimed_date = published_date + 3, status = '已认领' where wish_no = (select min(wish_no) from micro_wish where claimed_date is null)`),
    async () => {
      const accepted = someDay(w, roll)
      await w.desk.add('issue', {
        issue_no: `SQ${++w.key}`, issue_type: pick(roll, ['基层治理', '生活诉求']), category: pick(roll, ['楼道杂物堆放', '消防安全隐患', '其他']), channel: '心愿墙',
        reporter: pick(roll, ['新就业群体', '居民']), area_code: someUnit(roll), title: 't', accepted_at: `${accepted} 23:59+08`, first_due: plusDays(accepted, roll(12)), state: '办理中', updated_at: '2020-01-01',
      })
    },
    async () => {
      const no = await old(w.desk, 'issue', 'issue_no')
      if (!no) return
      await w.desk.add('issue_event', {
        event_no: ++w.key, issue_no: no, action: pick(roll, ['分派', '办结', '办结', '重办', '延期', '回访', '撤回']), happened_at: `${plusDays(w.today, -roll(10))} 12:00+08`,
        new_due: pick(roll, [null, plusDays(w.today, roll(10))]), rating: '满意',
      })
    },
    async () => w.desk.run(`delete from issue_event where event_no = (select max(event_no) from issue_event)`),
    async () => {
      const no = await old(w.desk, 'issue', 'issue_no')
      if (no) await w.desk.run(pick(roll, [`delete from issue where issue_no = '${no}'`, `update issue set area_code = '${someUnit(roll)}' where issue_no = '${no}'`]))
    },
  ]
  await pick(roll, changes)()
}

/** Puts right what contradicts itself, so that nothing is held any more: what was left out while it was must be caught up. */
async function mend(w: World): Promise<void> {
  await w.menu.run('update center set closed_date = null where closed_date < opened_date')
  await w.menu.run(`update activity set attendance = 99 where attendance < 99`)
  await w.desk.run(`delete from issue_event where action = '分派'`)
  await w.desk.run('update issue i set accepted_at = e.first_at from (select issue_no, min(happened_at) as first_at from issue_event group by 1) e where e.issue_no = i.issue_no and e.first_at < i.accepted_at')
}

async function heldNow(w: World): Promise<string> {
  const { rows } = await w.database.pool('etl').raw<{ rows: { said: string }[] }>(
    `select zh as said from rule_violation v join published p using (version) where severity = 'blocks' limit 3`)
  return rows.map((r) => r.said).join(' ')
}

async function load(w: World, system: PostgresSystem): Promise<void> {
  await loadSystem(w.database, system, {
    url: system === serviceMenu ? w.menu.url : w.desk.url, asOf: `${w.today}T23:00:00+08:00`, pseudonymKey, isDemo: false, subjects: counted, pageRows: 8,
  })
}

const fireAt = (w: World): string => new Date(Date.parse('2024-01-01T00:00:00Z') + ++w.tick * 1000).toISOString()

async function run(w: World, { full = false, largeFrom = Infinity } = {}): Promise<void> {
  await runJob(w.database, 'histories', { job: 'history', fireAt: fireAt(w), businessOn: plusDays(w.today, -1), full }, { loads: [], subjects: counted, largeFrom })
}

/** Now and then the cells are counted in a second session, as those of a large fold are. */
const anyRun = (w: World, roll: Dice): Promise<void> => run(w, { largeFrom: roll(3) === 0 ? 0 : Infinity })

/** A run that dies in the middle of the fold: everything it did is undone, and its marks are back. */
async function interruptedRun(w: World, roll: Dice): Promise<void> {
  const pool = w.database.pool('etl')
  const runId = await offerRun(pool, { job: 'history', fireAt: fireAt(w), businessOn: plusDays(w.today, -1) })
  const claimed = await claimRun(pool, 'histories', runId)
  if (!claimed) throw new Error('The run was not claimed.')
  const dieAt = pick(roll, counted).id
  await publish(pool, claimed, counted, async (subject, state) => {
    if (subject === dieAt && state !== 'begin') throw new Error('died')
  }).catch((cause: unknown) => {
    if (!(cause instanceof Error) || cause.message !== 'died') throw cause
  })
  await pool.raw(`update run set state = 'failed' where run_id = ? and state = 'running'`, [claimed.runId])
}

const factTables = ['fact_center', 'fact_activity', 'fact_attendance', 'fact_wish', 'fact_issue', 'fact_issue_spell']

async function dumpOf(w: World, sql: string): Promise<string> {
  const { rows } = await w.database.pool('etl').raw<{ rows: { dump: string | null }[] }>(`select string_agg(t::text, e'\\n' order by t::text) as dump from (${sql}) t`)
  return rows[0]?.dump ?? ''
}

/** Every fact and every current cell, as text: what an incremental road and a rebuild must agree on, byte for byte. */
async function picture(w: World): Promise<Map<string, string>> {
  const parts = new Map<string, string>()
  for (const table of factTables) parts.set(table, await dumpOf(w, `select * from ${table}`))
  for (const s of counted) parts.set(s.id, await dumpOf(w, cellsSql(s)))
  return parts
}

async function rebuild(w: World): Promise<void> {
  const pool = w.database.pool('etl')
  await pool.transaction((trx) => rebuildFacts(trx, { today: w.today, subjects: counted }))
  for (const s of counted) await pool.raw(`delete from rollup_${s.id}`)
  await pool.raw('delete from folded')
  await run(w, { full: true })
}

/**
 * Plays random histories and compares, after each, what the incremental road left with a rebuild from scratch.
 * Throws on the first difference, naming the seed, the history and the table.
 */
export async function playHistories(options: { seed: number; count: number; each?: number }): Promise<Histories> {
  const roll = dice(options.seed)
  const told = { histories: 0, runs: 0, loads: 0, interrupted: 0, cells: 0 }
  while (told.histories < options.count) {
    await using w = await openWorld()
    // A world lasts some histories: later ones begin on what earlier ones left.
    for (let i = 0; i < (options.each ?? 25) && told.histories < options.count; i++) {
      const steps = 3 + roll(8)
      for (let step = 0; step < steps; step++) {
        for (let n = roll(5); n >= 0; n--) await change(w, roll)
        const act = roll(10)
        if (act < 4) await load(w, pick(roll, [serviceMenu, issueSystem])).then(() => told.loads++)
        if (act >= 4 && act < 7) await anyRun(w, roll).then(() => told.runs++)
        if (act === 7) await interruptedRun(w, roll).then(() => told.interrupted++)
        if (act > 7) w.today = plusDays(w.today, roll(9))
      }
      await mend(w)
      await load(w, serviceMenu)
      await load(w, issueSystem)
      await anyRun(w, roll)
      told.loads += 2
      told.runs++
      const held = await heldNow(w)
      if (held) throw new Error(`Seed ${options.seed}, history ${told.histories}: still held after everything was put right: ${held}`)
      const incremental = await picture(w)
      await rebuild(w)
      const rebuilt = await picture(w)
      for (const [table, dump] of rebuilt) {
        if (incremental.get(table) !== dump) throw new Error(difference(table, incremental.get(table) ?? '', dump, options.seed, told.histories))
        told.cells += dump.length === 0 ? 0 : dump.split('\n').length
      }
      told.histories++
    }
  }
  return told
}

function difference(table: string, incremental: string, rebuilt: string, seed: number, history: number): string {
  const [a, b] = [new Set(incremental.split('\n')), new Set(rebuilt.split('\n'))]
  const only = (x: Set<string>, y: Set<string>): string => [...x].filter((line) => !y.has(line)).slice(0, 5).join('\n  ')
  return `Seed ${seed}, history ${history}: ${table} differs.\n only incremental:\n  ${only(a, b)}\n only rebuilt:\n  ${only(b, a)}`
}
