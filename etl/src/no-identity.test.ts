import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../test/database.js'
import { morning, play, rowsOf } from '../test/played-system.js'
import { loadFile, loadFiles } from './load-files.js'
import { loadSystem } from './load-system.js'
import { issueSystem, memberRegister, serviceMenu } from './sources/index.js'

// Good, with a wrong check digit, of an old card, full-width, and with spaces: the digits of the birthday mark each of them.
const good = '11010519491231002X'
const numbers = [good, '110105194912310021', '110105491231002', '１１０１０５１９４９１２３１００２Ｘ', '110105 19491231 002X', ' 11010519491231002x']
const mark = /19491231|491231002|１９４９１２３１/

test('no table, sentence, note or error holds an identity number, wherever it was typed', async () => {
  await using database = await freshDatabase()
  await using menu = await play(database, serviceMenu)
  await using register = await play(database, memberRegister)
  await using issues = await play(database, issueSystem)
  const inbox = mkdtempSync(join(tmpdir(), 'mingshu-identity-'))

  for (const [i, number] of numbers.entries()) {
    await menu.add('sign_in', { sign_no: i, activity_no: number, person_name: '张三', id_number: number, signed_at: '2024-03-15 09:00' })
    await menu.add('activity', {
      activity_no: `HD${i}`, title: `${number} 的活动`, activity_type: number, category: '其他', key_flag: number, lead_org_level: '村', lead_unit_code: number, activity_date: '2024-03-15',
      status: '已举办', count_method: '签到', rated_5: 0, rated_4: 0, rated_3: 0, rated_2: 0, rated_1: 0, updated_at: '2024-01-01',
    })
    await register.add('dy', { dybh: `DY${i}`, xm: '张三', sfzh: number, dyzt: '正式', zy: '快递员', lyqd: '属地摸排', sqdm: '440803071001', djrq: '20240315', rdrq: '20200101', zzdq: '20210101', zjlb: '转入', zjrq: '20240315' })
    await register.add('hs', { hsbh: i, sfzh: number, hsfs: '电话核实', hsjg: '属实', hsrq: '20240315' })
    await issues.add('issue', {
      issue_no: `SQ${i}`, issue_type: '权益保障', category: '其他', channel: '心愿墙', reporter: '居民', area_code: '440803071', title: `居民${number}反映`,
      accepted_at: '2024-03-15', first_due: '2024-03-20', state: '办理中', updated_at: '2024-03-15',
    })
  }
  const lines = numbers.map((n) => `张三,${n},平台,骑手,440803071,,`)
  writeFileSync(join(inbox, `平台 ${good} 2024-03.csv`), ['姓名,身份证号,平台,从业群体,镇街代码,入职日期,政治面貌', ...lines, `张三,${good},平台,骑手,${good},${good},${good}`].join('\n'))
  writeFileSync(join(inbox, '坏_2024-03.csv'), `姓名,身份证号,平台,从业群体,镇街代码\n"张三,${good}`)

  const heard: string[] = []
  for (const [system, source] of [[serviceMenu, menu], [memberRegister, register], [issueSystem, issues]] as const) {
    heard.push(JSON.stringify(await loadSystem(database, system, { ...morning, url: source.url })))
  }
  heard.push(JSON.stringify(await loadFiles(database, { ...morning, inbox, settle: 0 })))
  heard.push(JSON.stringify(await loadFile(database, { path: join(inbox, `平台 ${good} 2024-03.csv`), name: `${good} 2024-04.csv` }, { ...morning, mode: 'all' })))
  // A failure in the middle of a row must not tell it either.
  await database.pool('owner').raw(`alter table raw_row add constraint nothing check (src_id not like 'DY%') not valid`)
  await register.run(`update dy set dyzt = '预备'`)
  await loadSystem(database, memberRegister, { ...morning, url: register.url }).catch((error: unknown) => heard.push(String(error), JSON.stringify(error)))
  rmSync(inbox, { recursive: true })

  expect(heard).toHaveLength(7)
  for (const said of heard) expect(said).not.toMatch(mark)
  const tables = await rowsOf(database, `select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`)
  expect(tables.length).toBeGreaterThan(30)
  for (const { name } of tables) {
    const { rows } = await database.pool('owner').raw<{ rows: { line: string }[] }>(`select t::text as line from ${String(name)} t`)
    expect(rows.filter(({ line }) => mark.test(line)), String(name)).toEqual([])
  }
  // All ways to write a good number are one person, in every source.
  expect(await rowsOf(database, `select entity, count(*)::int as rows, count(distinct parent_id)::int as persons from raw_latest where entity in ('member', 'verification') group by 1 order by 1`)).toEqual([
    { entity: 'member', rows: 5, persons: 1 }, { entity: 'verification', rows: 5, persons: 1 },
  ])
  expect(await rowsOf(database, `select distinct m.worker_pid = f.worker_pid as same from fact_worker m cross join fact_found_member f`)).toEqual([{ same: true }])
})
