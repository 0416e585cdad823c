import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { publishFacts, serve, type TestApp } from '../../../test/app.js'
import { squares } from '../../../test/outlines.js'
import { main } from '../cli.js'
import { isApproval, mostPoints, readOutlines } from './read-outlines.js'

const counties = ['440703', '440704', '440705', '440781', '440783', '440784', '440785']

describe('a file of outlines', () => {
  const read = (json: unknown): unknown => readOutlines(Buffer.from(typeof json === 'string' ? json : JSON.stringify(json)), (code) => counties.includes(code))
  const collection = (...features: unknown[]): unknown => ({ type: 'FeatureCollection', features })
  const ring = [[112, 22], [112.1, 22], [112.1, 22.1], [112, 22]]
  const feature = (properties: unknown, coordinates: unknown = [ring], type = 'Polygon'): unknown => ({ type: 'Feature', properties, geometry: { type, coordinates } })

  test('is read by the division codes of its shapes, wherever their maker wrote them', () => {
    expect(read(collection(feature({ adcode: 440703 }), feature({ '行政区划代码': '440704' }, [[ring]], 'MultiPolygon')))).toEqual([
      { code: '440703', outline: [[ring]] }, { code: '440704', outline: [[ring]] },
    ])
    expect(read(squares(counties))).toHaveLength(7)
  })

  test.each([
    ['{', '不是可用的 GeoJSON'],
    [{ type: 'Topology' }, '不是可用的 GeoJSON：type'],
    [collection(), 'features'],
    [collection(feature({ code: '440703' }, [[[1, 2]]])), 'features.0.geometry'],
    [collection(feature({ code: '440703' }, [[[1200, 22], ...ring]])), 'features.0.geometry'],
    [collection(feature({ code: '999999', name: '某县' }), feature({})), '下列图形的区划代码不在单位表中：某县 999999、—'],
    [collection(feature({ code: '440703' }), feature({ code: '440703' })), '单位 440703 有两个图形'],
    [collection(feature({ code: '440703' }, [Array.from({ length: mostPoints + 1 }, () => [112, 22])])), `边界共有${mostPoints + 1}个点`],
  ])('that is %j is refused with a sentence', (json, sentence) => {
    expect(() => read(json)).toThrow(expect.objectContaining({ response: expect.objectContaining({ refusal: expect.objectContaining({ status: 422, detail: expect.objectContaining({ zh: expect.stringContaining(sentence) }) }) }) }))
  })

  test('needs the number of its approval', () => {
    expect(['粤S(2026)001号', 'GS(2024)0650号', '粤JS（2023）14号', 'GS〔2022〕1061号'].map(isApproval)).toEqual([true, true, true, true])
    expect(['', '审图号', '粤S(2026)号', '粤S2026-001号', 'GS(24)65号'].map(isApproval)).toEqual([false, false, false, false, false])
  })
})

describe('an approved map', () => {
  let here: TestApp
  let dir: string
  let leader: string
  beforeAll(async () => {
    here = await serve()
    await publishFacts(here.database)
    dir = mkdtempSync(join(tmpdir(), 'mingshu-map-'))
    leader = await here.viewer('leader', 'leader', '440700')
  })
  afterAll(async () => {
    await here[Symbol.asyncDispose]()
    rmSync(dir, { recursive: true, force: true })
  })
  const mingshu = async (...args: string[]): Promise<{ code: number; said: string }> => {
    let said = ''
    const to = { write: (text: string) => void (said += text) }
    const code = await main(args, { out: to, err: to, env: { DATA_DIR: here.dataDir }, open: async () => ({ ...here.database, close: async () => {} }) })
    return { code, said }
  }
  const file = (name: string, content: string): string => {
    writeFileSync(join(dir, name), content)
    return join(dir, name)
  }

  test('is none until one is added; then its outlines come with the number that is printed on it', async () => {
    expect((await here.ask('GET', '/api/me', { as: leader })).json.maps).toEqual([])
    expect(await here.ask('GET', '/api/maps?unit=440700', { as: leader })).toMatchObject({ status: 404, json: { code: 'no_map', detail: expect.stringContaining('没有导入江门市下级单位的地图') } })

    const added = await mingshu('map', 'add', file('counties.geojson', squares(counties)), '--approval', '粤S(2026)001号')
    expect(added).toEqual({ code: 0, said: expect.stringContaining('地图 1 已导入，7 个单位') })
    expect((await here.ask('GET', '/api/me', { as: leader })).json.maps).toEqual(['440700'])
    const { status, json } = await here.ask('GET', '/api/maps?unit=440700', { as: leader })
    expect(status).toBe(200)
    expect(json.approval).toBe('粤S(2026)001号')
    expect(json.outlines.map((o: { unit: string }) => o.unit).sort()).toEqual(counties)
    expect(json.outlines.find((o: { unit: string }) => o.unit === '440703').outline).toEqual([[[[112, 22], [112.1, 22], [112.1, 22.1], [112, 22.1], [112, 22]]]])
  })

  test('is asked for within one\'s own units', async () => {
    const village = await here.viewer('village', 'leader', '440703002131')
    expect(await here.ask('GET', '/api/maps?unit=440700', { as: village })).toMatchObject({ status: 403, json: { code: 'foreign_unit' } })
  })

  test('of which some part is from another map is not drawn: one picture bears one number', async () => {
    await mingshu('map', 'add', file('one.geojson', squares(['440785'])), '--approval', 'GS(2024)0650号')
    expect((await here.ask('GET', '/api/me', { as: leader })).json.maps).toEqual([])
    expect((await mingshu('map', 'list')).said.trim().split('\n')).toEqual([expect.stringMatching(/^2 +GS\(2024\)0650号 +1 +one.geojson$/), expect.stringMatching(/^1 +粤S\(2026\)001号 +6 +counties.geojson$/)])
  })

  test('is added and removed with an audit line; without a number, or with foreign shapes, it is refused', async () => {
    expect(await mingshu('map', 'add', file('no.geojson', squares(counties)), '--approval', '无')).toEqual({ code: 2, said: expect.stringContaining('A map without one may not be shown') })
    expect(await mingshu('map', 'add', file('foreign.geojson', squares(['999999'])), '--approval', '粤S(2026)002号')).toEqual({ code: 1, said: expect.stringContaining('单位999999 999999') })
    expect(await mingshu('map', 'remove', '2')).toMatchObject({ code: 0 })
    expect(await mingshu('map', 'remove', '2')).toMatchObject({ code: 1 })
    const { rows } = await here.database.pool('desk').raw<{ rows: { action: string }[] }>(`select action from audit where action like 'map%' order by seq`)
    expect(rows.map((r) => r.action)).toEqual(['map_added', 'map_added', 'map_removed'])
  })
})
