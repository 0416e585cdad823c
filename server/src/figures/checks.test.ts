import { afterAll, beforeAll, expect, test } from 'vitest'
import { publishFacts, serve, type TestApp } from '../../../test/app.js'

let here: TestApp
beforeAll(async () => {
  here = await serve()
  const version = await publishFacts(here.database)
  const pool = here.database.pool('etl')
  await here.database.pool('owner').raw('delete from rule_violation') // what the random facts broke
  const row = (code: string, more: Record<string, unknown>) => pool.raw(
    `insert into rule_violation (county_id, unit_id, version, rule, name, severity, subjects, since_on, zh, en)
     select county_id, unit_id, :version, :rule, :name, :severity, :subjects::text[], '2024-03-01', :zh, :zh from unit where code = :code`,
    { code, version, rule: 'X33', name: 'x33-menus', severity: 'explain', subjects: ['menu'], ...more } as never)
  await row('440703002131', { zh: '丰乐社区缺菜单。' })
  await row('440785100', { zh: '横陂镇缺菜单。' })
  await row('440803070', { rule: 'X28', name: 'x28-development-steps', subjects: ['development'], zh: '泉庄街道 DY300012 缺发展对象环节。' })
})
afterAll(() => here[Symbol.asyncDispose]())

const said = (json: { checks: { name: string; violations: { zh: string }[] }[] }, name: string): string[] => json.checks.filter((c) => c.name === name).flatMap((c) => c.violations.map((v) => v.zh))

test('a viewer sees what the rules found in the unit and below, with the title of the rule', async () => {
  const city = await here.viewer('city', 'leader', '440700')
  const { status, json } = await here.ask('GET', '/api/checks?unit=440700', { as: city })
  expect(status).toBe(200)
  expect(said(json, 'x33-menus')).toEqual(['丰乐社区缺菜单。', '横陂镇缺菜单。'])
  expect(json.checks.find((c: { name: string }) => c.name === 'x33-menus')).toMatchObject({ rule: 'X33', severity: 'explain', title: { zh: '每月菜单按时公布、内容齐全' } })
  expect(said((await here.ask('GET', '/api/checks?unit=440785', { as: city })).json, 'x33-menus')).toEqual(['横陂镇缺菜单。'])
})

test('another county\'s findings are refused, and are not among one\'s own', async () => {
  const county = await here.viewer('county', 'leader', '440703')
  expect((await here.ask('GET', '/api/checks?unit=440785', { as: county })).status).toBe(403)
  expect(said((await here.ask('GET', '/api/checks?unit=440703', { as: county })).json, 'x33-menus')).toEqual(['丰乐社区缺菜单。'])
})

test('sentences about persons are for those who work with the lists', async () => {
  const leader = await here.viewer('leader', 'leader', '4408Z1')
  const reviewer = await here.viewer('reviewer', 'reviewer', '4408Z1')
  expect(said((await here.ask('GET', '/api/checks?unit=4408Z1', { as: leader })).json, 'x28-development-steps')).toEqual(['涉及个人，请可查看名册的岗位处理。'])
  expect(said((await here.ask('GET', '/api/checks?unit=4408Z1', { as: reviewer })).json, 'x28-development-steps')).toEqual(['泉庄街道 DY300012 缺发展对象环节。'])
})
