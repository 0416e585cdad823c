import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '@mingshu/db'
import { subjects } from '@mingshu/metrics'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'
import { morning, play, type Played } from '../test/played-system.js'
import { facts } from './fact.js'
import { rebuildFacts } from './facts.js'
import { loadFiles } from './load-files.js'
import { loadSystem } from './load-system.js'
import { issueSystem, memberRegister, serviceMenu, stationGates } from './sources/index.js'

const numbers = ['11010519491231002X', '440524188001010014', '110105194912310038', '110105194912310046', '110105194912310054']
const streets = ['440803070', '440803071', '440811070']

interface World {
  readonly database: Database
  readonly issues: Played
  readonly stations: Played
  readonly register: Played
  readonly menus: Played
  readonly inbox: string
}

/** One thing that happens in a source. Numbers choose rows and values, so that histories shrink well. */
type Step = readonly [what: (typeof kinds)[number], a: number, b: number, c: number]
const kinds = ['issue', 'event', 'no event', 'station', 'no station', 'visit', 'check', 'member', 'verification', 'partner', 'no partner', 'claim', 'demand', 'roster', 'load'] as const
const step = fc.tuple(fc.constantFrom(...kinds), fc.nat(4), fc.nat(5), fc.nat(11)) as fc.Arbitrary<Step>

let files = 0
const of = <T>(list: readonly T[], i: number): T => list[i % list.length] as T
const dayOf = (a: number, b: number): string => `2024-${String(1 + (a % 12)).padStart(2, '0')}-${String(10 + b).padStart(2, '0')}`
const digits = (day: string): string => day.replaceAll('-', '')

async function happen({ issues, stations, register, menus, inbox }: World, [what, a, b, c]: Step): Promise<void> {
  if (what === 'issue') {
    await issues.run(`insert into issue values ('SQ${a}', '基层治理', '其他', '心愿墙', '居民', '${of(streets, b)}', '标题', '${dayOf(c, b)}', '${dayOf(c, 5)}', '办理中', now())
      on conflict (issue_no) do update set area_code = excluded.area_code, accepted_at = excluded.accepted_at, first_due = excluded.first_due`)
  } else if (what === 'event') {
    await issues.run(`insert into issue_event values (${a * 100 + b * 12 + c}, 'SQ${a}', '${of(['办结', '重办', '延期', '回访', '撤回', '分派'], b)}', '${dayOf(c, b)} 0${a}:00', null, null, '${dayOf(c, b)}', '${of(['满意', '未评价'], c)}')
      on conflict (event_no) do update set happened_at = excluded.happened_at + interval '20 days', issue_no = 'SQ' || ${b}`)
  } else if (what === 'no event') {
    await issues.run(`delete from issue_event where event_no % 7 = ${b}; delete from issue where issue_no = 'SQ${c}'`)
  } else if (what === 'station') {
    await stations.run(`insert into stations values (${a}, '驿站', null, 'N站点', '${of(['商圈', '酒店'], b)}', '${of(streets, c)}', '2023-01-01', null)
      on conflict (station_id) do update set venue = excluded.venue, unit_code = excluded.unit_code`)
  } else if (what === 'no station') {
    await stations.run(`delete from stations where station_id = ${a}`)
  } else if (what === 'visit') {
    await stations.run(`insert into gate_visits values (${c}, ${a}, '${dayOf(b, a)}', '外卖骑手', '手机充电', ${b})
      on conflict (visit_id) do update set station_id = excluded.station_id, day = excluded.day, person_times = excluded.person_times`)
  } else if (what === 'check') {
    await stations.run(`insert into facility_checks values (${c}, ${a}, '饮水机', '${dayOf(c, b)}', 3, 2) on conflict (check_id) do update set checked_on = excluded.checked_on, station_id = excluded.station_id`)
  } else if (what === 'member') {
    await register.run(`insert into dy values ('DY${a}', '某', '${of(numbers, b)}', '${of(['正式', '预备'], c)}', '快递员', '${of(['属地摸排', '行业推送'], a)}', '440803071001', '${digits(dayOf(c, b))}', ${c % 4 ? `'Z'` : 'null'},
      ${c % 2 ? `'Z', '${digits(dayOf(c, a))}'` : 'null, null'}, '20200101', '20210101', null, '其他', '${digits(dayOf(a, b))}', null, null)
      on conflict (dybh) do update set sfzh = excluded.sfzh, djrq = excluded.djrq, lsdzz = excluded.lsdzz, cdrq = ${c % 3 ? 'null' : `'20241101'`}`)
  } else if (what === 'verification') {
    await register.run(`insert into hs values (${c}, '${of(numbers, a)}', '电话核实', '${of(['属实', '无法联系'], b)}', '${digits(dayOf(c, b))}') on conflict (hsbh) do update set sfzh = excluded.sfzh, hsrq = excluded.hsrq`)
  } else if (what === 'partner') {
    await menus.run(`insert into partner values ('P${a}', '合伙人${c}', '${of(['企业', '机关'], b)}', '2023-01-01', null) on conflict (partner_no) do update set partner_name = excluded.partner_name, partner_type = excluded.partner_type`)
  } else if (what === 'no partner') {
    await menus.run(`delete from partner where partner_no = 'P${a}'; delete from menu_claim where claim_no = 'RL${c}'; delete from demand_match where match_no = 'PP${b}'`)
  } else if (what === 'claim') {
    await menus.run(`insert into menu_item values ('I${b}', 'M', '440803071001', '项目', '其他', '${dayOf(b, c)}', '09:00-10:00', '中心', '居民', 9, '现场报名', null, null, '是', now()) on conflict do nothing;
      insert into menu_claim values ('RL${c}', 'I${b}', 'P${a}', '440803071001', '2024-01-01', ${c % 3 ? `'2024-01-0${1 + a}'` : 'null'}, '2024-06-01', null, ${c % 5 ? 'null' : `'2024-03-01'`}, now())
      on conflict (claim_no) do update set item_no = excluded.item_no, partner_no = excluded.partner_no`)
  } else if (what === 'demand') {
    await menus.run(`insert into resource values ('R${c}', 'P${a}', 'C', '440803071001', '其他', '资源', 1, '次', '公益', '2023-01-01', null, now()) on conflict (resource_no) do update set partner_no = excluded.partner_no;
      insert into demand values ('X${b}', 'C', '440803071001', '其他', '老年人', '线上', '网格员', '想要', '${dayOf(b, a)}', '${of(['新建', '不予采纳'], c)}', null, null, now()) on conflict (demand_no) do update set status = excluded.status;
      insert into demand_match values ('PP${a}', 'X${b}', 'R${c}', '${dayOf(c, b)}') on conflict (match_no) do update set demand_no = excluded.demand_no, matched_date = excluded.matched_date`)
  } else if (what === 'roster') {
    const month = `2024-0${1 + (c % 5)}`
    const lines = numbers.filter((_, i) => (a + i * (b + 1)) % 3 > 0).map((n, i) => `${n},${of(['骑达', '速餐'], a)},${of(['骑手', '其他'], i * b)},${of(streets, i * a + b)},${of(['群众', '预备党员', '中共党员'], i + c)},${i === b ? dayOf(c, 3) : ''}`)
    if (c % 4 === 0) lines.push(`11010519491231003X,${of(['骑达', '速餐'], a)},骑手,440803071,群众,`) // no number of the standard
    if (lines.length > 0) writeFileSync(join(inbox, `${(files += 1)}_${month}.csv`), ['身份证号,平台,从业群体,镇街代码,政治面貌,离职日期', ...lines].join('\n'))
  }
}

async function load({ database, issues, stations, register, menus, inbox }: World): Promise<void> {
  await loadSystem(database, issueSystem, { ...morning, url: issues.url, pageRows: 5 })
  await loadSystem(database, stationGates, { ...morning, url: stations.url, pageRows: 5 })
  await loadSystem(database, memberRegister, { ...morning, url: register.url, pageRows: 5 })
  await loadSystem(database, serviceMenu, { ...morning, url: menus.url, pageRows: 5 })
  await loadFiles(database, { ...morning, inbox, settle: 0 })
}

/** Every row of every fact, as text, in order. */
async function dump(database: Database, rebuilt: boolean): Promise<Record<string, string[]>> {
  return database.pool('etl').transaction(async (trx) => {
    if (rebuilt) await rebuildFacts(trx, { today: '2025-01-01', subjects })
    const tables: Record<string, string[]> = {}
    for (const { table } of facts) {
      tables[table] = (await trx.raw<{ rows: { line: string }[] }>(`select t::text as line from ${table} t order by 1`)).rows.map((r) => r.line)
    }
    return tables
  })
}

test('facts kept up load by load equal facts made at once', async () => {
  await using database = await freshDatabase()
  await using issues = await play(database, issueSystem)
  await using stations = await play(database, stationGates)
  await using register = await play(database, memberRegister)
  await using menus = await play(database, serviceMenu)
  const inbox = mkdtempSync(join(tmpdir(), 'mingshu-history-'))
  const world = { database, issues, stations, register, menus, inbox }
  const seen = new Set<string>()
  // Each history goes on from the state the last one left: so they are also long.
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), async (steps) => {
      for (const s of steps) await (s[0] === 'load' ? load(world) : happen(world, s))
      await load(world)
      const incremental = await dump(database, false)
      for (const [table, lines] of Object.entries(incremental)) if (lines.length > 0) seen.add(table)
      expect(incremental).toEqual(await dump(database, true))
    }),
    { numRuns: 8, seed: 20241231, endOnFailure: true },
  )
  expect([...seen].sort()).toEqual(['fact_claim', 'fact_demand', 'fact_facility', 'fact_found_member', 'fact_issue', 'fact_issue_spell', 'fact_menu_item', 'fact_party_member', 'fact_resource', 'fact_station', 'fact_station_visit', 'fact_worker'])
  rmSync(inbox, { recursive: true })
}, 180_000)
