import { fold, rollupTable, type Subject } from '@mingshu/metrics'
import type { Knex } from 'knex'
import { countAhead, type Ahead } from './count-ahead.js'
import { definitionsOf, hashOf } from './definitions.js'
import { foldSubject } from './fold.js'
import { followCalendar } from './follow-calendar.js'
import { passesOf, prepareFold, type Pass, type Slice } from './fold-pass.js'
import { heldSubjects, holdMarks } from './held.js'
import { finishRun, type ClaimedRun } from './run-ledger.js'
import { runCellRules, runFactRules, type RuleResult } from './rules.js'
import { isOfRun, keepFailures } from './rule-failures.js'
import { cellResult, keepResults, refuseBlocked } from './rule-results.js'
import { tellDecided } from './tell-decided.js'
import { withdrawMonths } from './withdraw-months.js'

/** What a publication did. */
export interface Published {
  readonly version: number
  readonly opened: number
  readonly closed: number
}

/** Told before and after each subject is folded. */
export type FoldProgress = (subject: string, state: 'begin' | { slices: number; opened: number }) => Promise<void>

/** How to fold. */
export interface PublishOptions {
  /** Slices of counties from which on sessions of their own count. Default 1000; fewer are counted before it is open. */
  readonly largeFrom?: number
  /** First month to fold: what is marked before it stays marked for the next run, and is told by none before. Default: all months. */
  readonly since?: string
}

/**
 * Folds what is dirty under the next number and moves the pointer, all in one transaction of one snapshot; before it, in one of its own, what
 * follows from the calendar is renewed, so that the sessions that count see it too.
 * A crash at any point leaves the last version published and every mark in place.
 */
export async function publish(
  pool: Knex, claimed: ClaimedRun, subjects: readonly Subject[], progress: FoldProgress, { largeFrom = 1000, since = '-infinity' }: PublishOptions = {},
): Promise<Published> {
  await followCalendar(pool, { subjects, today: claimed.businessOn })
  return pool.transaction(
    async (trx) => {
      // The lock comes before the first statement that sees rows, so the snapshot includes the version published last.
      await trx.raw('lock table published in share row exclusive mode')
      const before = await current(trx)
      const next = (before?.version ?? 0) + 1
      // Figures never go back: a tick that is caught up late publishes up to the day that was reached without it.
      const run = before && before.businessOn > claimed.businessOn ? { ...claimed, businessOn: before.businessOn } : claimed
      await takeMarks(trx, run, before?.businessOn)
      await markChangedMeanings(trx, run, subjects)
      const withdrawn = await withdrawMonths(trx, subjects, { next, businessOn: run.businessOn })
      await postponeMarks(trx, since, subjects)
      await prepareFold(trx)
      let opened = 0
      let closed = withdrawn.closed
      const between = { since: await firstMarked(trx, run.businessOn), businessOn: run.businessOn }
      const results: RuleResult[] = await runFactRules(trx, subjects.map((s) => s.id), between)
      await keepFailures(trx, results, subjects, between)
      const held = heldSubjects(results, subjects)
      await holdMarks(trx, held, run.businessOn)
      const work: Work[] = []
      for (const s of subjects.filter(({ id }) => !held.includes(id))) work.push({ s, passes: passesOf(s, await dirtyMonths(trx, s, run.businessOn)) })
      const ofCounties = work.filter(({ s }) => !isOfRun(s)).flatMap(({ passes }) => passes.filter((p) => !p.isUpper))
      // Other sessions would still see months as reported that this one has withdrawn.
      const ahead = !withdrawn.isAny && slicesOf(ofCounties) >= largeFrom ? await countAhead(pool, trx, ofCounties, run.businessOn) : undefined
      try {
        for await (const { s, passes } of ahead ? asCounted(work, ahead) : work) {
          if (passes.length === 0) continue
          await progress(s.id, 'begin')
          const done = await foldSubject(trx, s, passes, { next, businessOn: run.businessOn, ahead: isOfRun(s) ? undefined : ahead })
          await progress(s.id, done)
          opened += done.opened
          closed += done.closed
          results.push(...cellResult(s, done.violations))
        }
      } finally {
        await ahead?.end()
      }
      results.push(...(await runCellRules(trx, work.map(({ s }) => s.id), between)))
      refuseBlocked(results)
      // A month counts as reported once all that is counted of its system can be.
      const late = subjects.filter(({ id }) => held.includes(id)).map((s) => s.system)
      await trx.raw('update coverage set from_version = :next where from_version is null and month_on >= :since and month_on <= :businessOn and source <> all(:late::text[])', { next, since, businessOn: run.businessOn, late })
      await tellDecided(trx, next)
      await writeVersion(trx, run, subjects, { version: next, held, results })
      await keepResults(trx, next, results)
      await finishRun(trx, run, next)
      await trx.raw(`select pg_notify('mingshu_version', ?)`, [String(next)])
      return { version: next, opened, closed }
    },
    { isolationLevel: 'repeatable read' },
  )
}

interface Work {
  readonly s: Subject
  readonly passes: readonly Pass[]
}

// Whatever is counted is written at once: the session that writes never waits for a subject that takes long while others are there.
async function* asCounted(work: readonly Work[], ahead: Ahead): AsyncGenerator<Work> {
  const left = [...work]
  while (left.length > 0) yield* left.splice(await ahead.first(left.map(({ passes: [first] }) => first)), 1)
}

const slicesOf = (passes: readonly Pass[]): number => passes.reduce((sum, p) => sum + p.slices.length, 0)

async function current(trx: Knex.Transaction): Promise<{ version: number; businessOn: string } | undefined> {
  const { rows } = await trx.raw<{ rows: { version: number; businessOn: string }[] }>(
    `select v.version, v.business_on as "businessOn" from published p join data_version v using (version)`,
  )
  return rows[0]
}

// Marks are taken before facts are read: a change that commits later leaves its own. Marks beyond the business date wait.
async function takeMarks(trx: Knex.Transaction, run: ClaimedRun, since: string | undefined): Promise<void> {
  await trx.raw(`create temp table fold_mark (county_id int, subject text, month_on date) on commit drop`)
  await trx.raw(
    `with taken as (delete from dirty where coalesce(ripe_on, month_on) <= :businessOn returning county_id, subject, month_on)
     insert into fold_mark select distinct county_id, subject, month_on from taken`,
    { businessOn: run.businessOn },
  )
  // When the business date moves, running periods move with it though no fact changed: things fall due, stocks are read a day later.
  if (since !== run.businessOn) await markMonths(trx, 'month_on >= month_of(:since::date) and month_on <= :businessOn::date', { since: since ?? run.businessOn, businessOn: run.businessOn })
  if (run.full) await markMonths(trx, 'month_on <= :businessOn::date', { businessOn: run.businessOn })
  if (run.from) await markMonths(trx, 'month_on >= month_of(:from::date) and month_on <= :to::date', { from: run.from, to: run.to ?? run.businessOn })
}

async function markMonths(trx: Knex.Transaction, where: string, binds: Record<string, string>): Promise<void> {
  await trx.raw(`insert into fold_mark select distinct county_id, null, month_on from coverage where ${where}`, binds)
}

// A definition, or a tree and what its units are, that changed since the last fold is a change of every month it touches.
async function markChangedMeanings(trx: Knex.Transaction, run: ClaimedRun, subjects: readonly Subject[]): Promise<void> {
  const known = new Map((await trx.raw<{ rows: { what: string; hash: string }[] }>('select what, hash from folded')).rows.map((r) => [r.what, r.hash]))
  const learn = async (what: string, hash: string, marks: () => Promise<unknown>): Promise<void> => {
    if (known.get(what) === hash) return
    await marks()
    await trx.raw(`insert into folded (what, hash) values (:what, :hash) on conflict (what) do update set hash = excluded.hash`, { what, hash })
  }
  for (const s of subjects) {
    await learn(`subject ${s.id}`, hashOf(fold(s)), () =>
      trx.raw(`insert into fold_mark select distinct county_id, :subject, month_on from coverage where source = :system and month_on <= :businessOn`, {
        subject: s.id, system: s.system, businessOn: run.businessOn,
      }),
    )
  }
  const trees = await trx.raw<{ rows: { county_id: number; hash: string }[] }>(
    `select c.county_id, md5(string_agg(concat_ws(' ', c.ancestor_id, c.unit_id, c.valid_from, c.valid_to, u.level, u.kind, u.valid_from, u.valid_to), ',' order by c.ancestor_id, c.unit_id, c.valid_from)) as hash
     from unit_closure c join unit u on u.unit_id = c.unit_id group by c.county_id`,
  )
  for (const { county_id: county, hash } of trees.rows) {
    await learn(`tree ${county}`, hash, () => markMonths(trx, 'county_id = :county::int and month_on <= :businessOn::date', { county: String(county), businessOn: run.businessOn }))
  }
}

async function postponeMarks(trx: Knex.Transaction, since: string, subjects: readonly Subject[]): Promise<void> {
  await trx.raw(
    `with older as (delete from fold_mark where month_on < :since returning county_id, subject, month_on)
     insert into dirty (county_id, subject, month_on)
     select distinct o.county_id, s.id, o.month_on from older o join unnest(:subjects::text[]) s (id) on s.id = o.subject or o.subject is null`,
    { since, subjects: subjects.map((s) => s.id) },
  )
}

async function firstMarked(trx: Knex.Transaction, businessOn: string): Promise<string> {
  const { rows } = await trx.raw<{ rows: { since: string }[] }>('select coalesce(min(month_on), :businessOn::date) as since from fold_mark', { businessOn })
  return rows[0]?.since ?? businessOn
}

/**
 * The subject's reported, marked months, up to that of the business date. What changed where a month is not reported changes no county, but
 * the units above all the same: there, what is counted once is counted wherever it is.
 */
async function dirtyMonths(trx: Knex.Transaction, s: Subject, businessOn: string): Promise<Slice[]> {
  const { rows } = await trx.raw<{ rows: Slice[] }>(
    `select distinct case when bool_or(c.county_id = m.county_id) then m.county_id else 0 end as "countyId", m.month_on as month
     from fold_mark m join coverage c on c.source = :system and c.month_on = m.month_on
     where (m.subject = :subject or m.subject is null) and m.month_on <= :businessOn
     group by m.county_id, m.month_on
     order by 2, 1`,
    { subject: s.id, system: s.system, businessOn },
  )
  return rows
}

interface Judged {
  readonly version: number
  readonly held: readonly string[]
  readonly results: readonly RuleResult[]
}

async function writeVersion(trx: Knex.Transaction, run: ClaimedRun, subjects: readonly Subject[], { version, held, results }: Judged): Promise<void> {
  const checks = results.map(({ rule, name, severity, violations }) => ({ check: name, rule, severity, violations }))
  const isHeld = ({ id }: Subject): boolean => held.includes(id)
  // What is held keeps its cells, so it keeps what they were counted by.
  await trx.raw(
    `insert into data_version (version, run_id, business_on, data_as_of, tree_on, definitions, checks, held, is_demo, published_at)
     select :version, :runId, :businessOn, coalesce(min(as_of), now()), :businessOn,
       (select coalesce(jsonb_object_agg(key, value), '{}') from data_version o, jsonb_each(o.definitions) where o.version = :version - 1 and key = any(:kept::text[])) || :definitions::jsonb,
       :checks, :held::text[], coalesce(bool_or(is_demo), false), clock_timestamp()
     from (select max(as_of) as as_of, bool_or(is_demo) as is_demo from load where finished_at is not null group by source) s`,
    {
      version, runId: run.runId, businessOn: run.businessOn, kept: Object.keys(definitionsOf(subjects.filter(isHeld))),
      definitions: JSON.stringify(definitionsOf(subjects.filter((s) => !isHeld(s)))), checks: JSON.stringify(checks), held,
    },
  )
  await trx.raw(`insert into published (one, version) values (true, :version) on conflict (one) do update set version = excluded.version`, { version })
}

/** The cells of a subject as they stand, without versions: what an incremental run and a full one must agree on. */
export const cellsSql = (s: Subject): string =>
  `select county_id, unit_id, grain, period_on, dim, member, ${s.measures.map((m) => m.code).join(', ')} from ${rollupTable(s)} where until_version is null`
