import { existsSync, readFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import ExcelJS from 'exceljs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { build } from 'vite'
import { findAccount } from '../server/src/people/accounts.js'
import { openSession } from '../server/src/people/sessions.js'
import type { Role } from '../server/src/access/viewer.js'
import { addMap, removeMap } from '../server/src/maps/maps.js'
import { readOutlines } from '../server/src/maps/read-outlines.js'
import { publishFacts, serve, type TestApp } from './app.js'
import { openBrowser } from './browser.js'
import { squares } from './outlines.js'

// Charts and explanations as a browser draws them, from facts at random: what is drawn, what the table says and what the API answers are the same.
let here: TestApp
let browser: Browser
let port: number
const web = join(import.meta.dirname, '../web')

beforeAll(async () => {
  if (!existsSync(join(web, 'dist/index.html'))) await build({ root: web, logLevel: 'silent' })
  here = await serve()
  await publishFacts(here.database, { rows: 200 })
  await here.app.listen(0, '0.0.0.0')
  port = (here.app.getHttpServer().address() as { port: number }).port
  const found = await openBrowser()
  if (!found) throw new Error('No browser: set CHROMIUM_PATH, or install chromium.')
  browser = found
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await here?.[Symbol.asyncDispose]()
})

/** A browser of somebody who is signed in. */
async function signedIn(login: string, role: Role, units: readonly string[], host = '127.0.0.1'): Promise<{ context: BrowserContext; token: string; url: string }> {
  const token = await here.viewer(login, role, ...units)
  const secret = await here.database.pool('desk').transaction(async (trx) => openSession(trx, (await findAccount(trx, login))?.userId ?? ''))
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'zh-CN', acceptDownloads: true })
  await context.addCookies([{ name: 'mingshu', value: secret, domain: host, path: '/' }])
  return { context, token, url: `http://${host}:${port}` }
}

/** Waits until a page has asked all it wants: nothing under way for a moment, news aside. */
function settledOf(page: Page): () => Promise<void> {
  let underWay = 0
  const counts = (url: string): boolean => !url.endsWith('/api/events')
  page.on('request', (r) => void (counts(r.url()) && underWay++))
  page.on('requestfinished', (r) => void (counts(r.url()) && underWay--))
  page.on('requestfailed', (r) => void (counts(r.url()) && underWay--))
  return async () => {
    for (let quiet = 0; quiet < 4; quiet = underWay === 0 ? quiet + 1 : 0) await page.waitForTimeout(30)
  }
}

interface Box {
  readonly title: string
  readonly inWhy: boolean
  readonly series: readonly { readonly name: string; readonly type: string; readonly data: readonly (number | null)[] }[] | null
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** What every chart of a page has drawn, and its table. */
const boxesOf = (page: Page): Promise<Box[]> => page.evaluate(() => {
  interface Node { component?: { exposed?: { drawn?: () => { option?: { series: { name?: string; type: string; data: unknown[] }[] }; table?: { columns: { label: string }[]; rows: { cells: string[] }[] } } }; subTree: Node }; children?: unknown; el?: Element; suspense?: { activeBranch: Node } }
  const found: Box[] = []
  const value = (d: unknown): number | null => (typeof d === 'number' ? d : d !== null && typeof d === 'object' && 'value' in d ? (d as { value: number }).value : null)
  const walk = (node: Node | null | undefined): void => {
    if (!node || typeof node !== 'object') return
    const drawn = node.component?.exposed?.drawn?.()
    if (drawn?.table) {
      const section = (node.component?.subTree.el as Element | undefined)?.closest('section')
      found.push({
        title: section?.querySelector('h2')?.textContent ?? '', inWhy: section?.classList.contains('why') ?? false,
        series: drawn.option?.series.map((s) => ({ name: s.name ?? '', type: s.type, data: s.data.map(value) })) ?? null, columns: drawn.table.columns.map((c) => c.label), rows: drawn.table.rows.map((r) => [...r.cells]),
      })
    }
    walk(node.component?.subTree)
    walk(node.suspense?.activeBranch)
    if (Array.isArray(node.children)) for (const child of node.children) walk(child as Node)
  }
  walk((document.querySelector('#app') as unknown as { _vnode: Node })._vnode)
  return found
})

/** The number a cell prints, and how far it may be from the exact one; null for words. */
function numberIn(cell: string): { value: number; within: number } | null {
  const plain = cell.replaceAll(',', '').replaceAll('−', '-').replace('+', '')
  const [, digits = ''] = /^(-?\d+(?:\.\d+)?)%?$/.exec(plain) ?? []
  return digits === '' ? null : { value: Number(digits), within: 0.5 * 10 ** -(digits.split('.')[1]?.length ?? 0) + 1e-6 }
}

/** Every number the API told a page, and the differences between a value and its base. */
function listenTo(page: Page): Set<number> {
  const told = new Set<number>()
  const read = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    const cell = node as Record<string, unknown>
    const of = (key: string): number | undefined => (typeof cell[key] === 'string' && /^-?\d+(\.\d+)?$/.test(cell[key] as string) ? Number(cell[key]) : undefined)
    const [value, ...bases] = [of('value'), of('yoy_value'), of('prev_value')]
    for (const v of [value, ...bases]) if (v !== undefined) told.add(v)
    for (const base of bases) if (value !== undefined && base !== undefined) told.add(value - base)
    for (const inner of Object.values(node)) read(inner)
  }
  page.on('response', (answer) => {
    if (answer.url().endsWith('/api/ask')) void answer.json().then(read, () => {})
    else if (answer.request().resourceType() === 'document') void answer.text().then((html) => read(JSON.parse(/id="boot">(.*?)<\/script>/s.exec(html)?.[1] ?? '{}')), () => {})
  })
  return told
}

describe('every chart of every page', () => {
  const paths = ['overview', 'menus', 'activities', 'stations', 'members', 'party-life', 'development', 'plan', 'issues', 'participation', 'areas/440703', 'metrics/activity_count', 'metrics/issue_ontime_rate', 'metrics/station_visit_person_times']

  test('draws what its table says, and its table what the API answers', async () => {
    const { context, url } = await signedIn('reader', 'reviewer', ['440700', '4408Z1'])
    let charts = 0
    for (const area of ['440700', '4408Z1']) {
      for (const path of paths) {
        const page = await context.newPage()
        const told = listenTo(page)
        const settled = settledOf(page)
        await page.goto(`${url}/${path}?area=${area}&period=2024-02&cmp=mom`)
        await settled()
        await page.evaluate(() => document.querySelectorAll('[data-chart]').forEach((c) => c.scrollIntoView()))
        await page.waitForFunction(() => document.querySelectorAll('[data-chart]').length === document.querySelectorAll('[data-chart] svg').length)
        for (const box of await boxesOf(page)) {
          charts += 1
          const where = `${area} ${path} ${box.title}`
          const names = [...new Set((box.series ?? []).filter((s) => s.type === 'line' && s.name !== '').map((s) => s.name))].filter((n) => box.columns.includes(n))
          const drawn = names.length > 0
            ? names.map((name) => {
                const pieces = (box.series ?? []).filter((s) => s.name === name)
                return { column: box.columns.indexOf(name), values: box.rows.map((_, at) => pieces.map((p) => p.data[at] ?? null).find((v) => v !== null) ?? null) }
              })
            : [{ column: 1, values: box.rows.map((_, at) => box.series?.[0]?.data[at] ?? null) }]
          for (const { column, values } of drawn) {
            box.rows.forEach((row, at) => {
              const printed = numberIn(row[column] ?? '')
              expect([where, row[0], printed === null]).toEqual([where, row[0], values[at] === null])
              if (printed === null) return
              expect(Math.abs(printed.value - Number(values[at])), `${where} ${row[0]}`).toBeLessThanOrEqual(printed.within)
              expect([...told].some((v) => Math.abs(v - printed.value) <= printed.within || Math.abs(v * 100 - printed.value) <= printed.within), `${where} ${row[0]} ${row[column]} from the API`).toBe(true)
            })
          }
        }
        await page.close()
      }
    }
    expect(charts).toBeGreaterThan(20)
    await context.close()
  }, 240_000)
})

describe('why', () => {
  test('explains every public metric where it is collected, and its parts add up', async () => {
    const { context, token, url } = await signedIn('why', 'reviewer', ['440700', '4408Z1'])
    const { json: { metrics } } = await here.ask('GET', '/api/metrics', { as: token })
    const page = await context.newPage()
    const settled = settledOf(page)
    const opened: string[] = []
    let named = 0
    const codeOf = async (name: string, area: string): Promise<string> => (await here.ask('GET', `/api/units?root=${area}&level=${area === '440700' ? 'county' : 'town'}`, { as: token })).json.units.find((u: { name: { zh: string } }) => u.name.zh === name).code
    for (const { code, kind } of metrics as { code: string; kind: string }[]) {
      const cells = await Promise.all(['440700', '4408Z1'].map(async (area) => ({ area, cell: (await here.ask('GET', `/api/figures?metrics=${code}&unit=${area}&period=2024-02&compare=prev`, { as: token })).json.total?.[code] })))
      const at = cells.find(({ cell }) => cell?.value != null && cell.prev_value != null)
      if (!at) continue
      await page.goto(`${url}/metrics/${code}?area=${at.area}&period=2024-02&cmp=mom&why=1`)
      await page.locator('.why h3').first().waitFor()
      await settled()
      opened.push(code)
      const delta = Number(at.cell.value) - Number(at.cell.prev_value)
      const sentence = await page.locator('.why .sentence').textContent()
      if (kind === 'ratio') {
        const text = (await page.locator('.why .adds').textContent()) ?? ''
        const numbers = text.match(/[+−]?\d[\d,]*(\.\d+)?/g)?.map((n) => Number(n.replaceAll(',', '').replace('−', '-'))) ?? []
        const [whole = NaN, ...parts] = numbers.reverse()
        expect(parts.length, code).toBeGreaterThanOrEqual(2)
        expect(Math.abs(parts.reduce((sum, part) => sum + part, 0) - whole), code).toBeLessThan(0.051 * numbers.length)
        // What it explains is the movement the tile shows, not that of the units that could be divided.
        expect(Math.abs(whole - delta * (text.includes('个百分点') ? 100 : 1)), code).toBeLessThan(0.051)
        continue
      }
      const boxes = (await boxesOf(page)).filter((b) => b.inWhy)
      expect(boxes.length, code).toBeGreaterThan(0)
      for (const box of boxes) {
        const sum = box.rows.reduce((s, r) => s + (numberIn(r[1] ?? '')?.value ?? 0), 0)
        expect([code, sum]).toEqual([code, delta])
      }
      const places = page.locator('.why [data-places-total]')
      if (await places.count()) expect([code, numberIn((await places.textContent()) ?? '')?.value]).toEqual([code, delta])
      // The sentence tells the same change, and of each unit it names what the API tells.
      expect([code, sentence?.includes(delta === 0 ? '持平' : Math.abs(delta).toLocaleString('en-US'))]).toEqual([code, true])
      for (const [, unit = '', size = ''] of (sentence ?? '').matchAll(/(?:其中|、)([^\d，。；、+−]+)([+−][\d,]+)/g)) {
        const part = await here.ask('GET', `/api/figures?metrics=${code}&unit=${await codeOf(unit, at.area)}&period=2024-02&compare=prev`, { as: token })
        const { value, prev_value } = part.json.total[code]
        expect([code, unit, numberIn(size)?.value]).toEqual([code, unit, Number(value) - Number(prev_value)])
        named += 1
      }
    }
    expect(opened.length).toBeGreaterThan(60)
    expect(named).toBeGreaterThan(20)
    await context.close()
  }, 400_000)

  test('leads from the city to a county and its town by the keyboard, and asks the unit, whose clerk answers', async () => {
    const { context, url } = await signedIn('asker', 'leader', ['440700'])
    const page = await context.newPage()
    const settled = settledOf(page)
    await page.goto(`${url}/metrics/activity_count?area=440700&period=2024-02&cmp=mom`)
    await page.getByRole('button', { name: '为什么' }).waitFor()
    await page.keyboard.press('w')
    const drill = async (): Promise<string> => {
      const before = page.url()
      await settled()
      await page.locator('.why [data-chart] svg').first().waitFor()
      await page.locator('.why [data-chart]').first().focus()
      await page.keyboard.press('ArrowRight')
      await page.keyboard.press('Enter')
      await page.waitForURL((now) => now.href !== before)
      return new URL(page.url()).searchParams.get('area') ?? ''
    }
    expect(await drill()).toMatch(/^4407\d\d$/)
    expect(await drill()).toMatch(/^4407\d{5}$/)
    await page.goBack()
    await page.goBack()
    await settled()
    await page.locator('.why').getByRole('button', { name: '问当地' }).click()
    await page.getByLabel('问哪个单位').selectOption('440785')
    await page.getByRole('button', { name: '发送' }).click()
    await page.getByText('等待答复').waitFor()
    const clerk = await signedIn('answerer', 'clerk', ['440785'])
    const desk = await clerk.context.newPage()
    await desk.goto(`${clerk.url}/overview?period=2024-02`)
    await desk.getByRole('heading', { name: '有1个问题等您答复' }).waitFor()
    await desk.getByRole('button', { name: '待办1项' }).click()
    await desk.locator('.panel a').first().click()
    await desk.getByLabel('答复', { exact: true }).fill('春节停开。')
    await desk.getByRole('button', { name: '提交答复' }).click()
    await desk.getByText('answerer').first().waitFor()
    await page.reload()
    await page.getByText('春节停开。').waitFor()
    await context.close()
    await clerk.context.close()
  }, 60_000)
})

describe('the schematic map', () => {
  test('shows what the API answers, and is walked by the keyboard', async () => {
    const { context, token, url } = await signedIn('walker', 'leader', ['440700'])
    const page = await context.newPage()
    await page.goto(`${url}/metrics/activity_count?area=440700&period=2024-02&cmp=mom&tab=map`)
    await page.locator('.tiles a').first().waitFor()
    const { json } = await here.ask('GET', '/api/figures?metrics=activity_count&unit=440700&period=2024-02&by=unit', { as: token })
    for (const { unit, activity_count: { value } } of json.rows as { unit: string; activity_count: { value: string | null } }[]) {
      expect([unit, (await page.locator(`.tiles [data-unit="${unit}"] b`).textContent())?.replace('场次', '')]).toEqual([unit, value ?? '未上报'])
    }
    await page.locator('.tiles [data-unit="440703"]').focus()
    await page.keyboard.press('ArrowLeft')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-unit'))).toBe('440784')
    await page.keyboard.press('Enter')
    await page.waitForURL((now) => now.pathname === '/areas/440784')
    await context.close()
  }, 60_000)
})

describe('an approved map', () => {
  const approval = '粤S(2026)001号'

  test('takes the place of the tiles: the API\'s figures, the number of its approval printed on it and on its picture', async () => {
    const { context, token, url } = await signedIn('cartographer', 'leader', ['440700'])
    const counties = ['440703', '440704', '440705', '440781', '440783', '440784', '440785']
    await here.database.pool('desk').transaction((trx) => addMap(trx, { approval, fileName: 'counties.geojson', addedBy: 'test', outlines: readOutlines(Buffer.from(squares(counties)), () => true) }))
    const page = await context.newPage()
    await page.goto(`${url}/metrics/activity_count?area=440700&period=2024-02&cmp=mom`)
    await page.getByRole('button', { name: '地图', exact: true }).click()
    const map = page.locator('figure:has(svg [data-unit])')
    await map.getByText(`审图号：${approval}`).waitFor()
    const { json } = await here.ask('GET', '/api/figures?metrics=activity_count&unit=440700&period=2024-02&by=unit', { as: token })
    for (const { unit, activity_count: { value } } of json.rows as { unit: string; activity_count: { value: string | null } }[]) {
      expect(await map.locator(`a[data-unit="${unit}"]`).getAttribute('aria-label')).toContain(value === null ? '未上报' : `${value}场次`)
    }
    const card = page.locator('section:has(figure svg [data-unit])')
    await card.locator('button[aria-label^="更多操作"]').click()
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('.menu').getByRole('button', { name: '下载 SVG' }).click()])
    expect(readFileSync(await download.path(), 'utf8')).toContain(`审图号：${approval}`)
    await map.locator('a[data-unit="440785"]').focus()
    await page.keyboard.press('Enter')
    await page.waitForURL((now) => now.pathname === '/areas/440785')
    await context.close()
    await here.database.pool('desk').transaction((trx) => removeMap(trx, '1'))
  }, 60_000)
})

describe('a chart taken away', () => {
  const open = async (page: Page, url: string): Promise<void> => {
    await page.goto(`${url}/metrics/activity_count?area=440700&period=2024-02&cmp=mom`)
    await page.locator('[data-chart] svg').first().waitFor()
  }
  const menu = async (page: Page, item: string): Promise<void> => {
    await page.locator('section:has([data-chart])').first().locator('button[aria-label^="更多操作"]').click()
    await page.locator('.menu').getByRole('button', { name: item }).click()
  }

  test('is one item of picture, table and text on a secure origin', async () => {
    const { context, url } = await signedIn('secure', 'leader', ['440700'])
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const page = await context.newPage()
    await open(page, url)
    await menu(page, '复制图+表')
    await page.getByText('图和表已复制').waitFor()
    const copied = await page.evaluate(async () => {
      const [item] = await navigator.clipboard.read()
      const text = async (type: string): Promise<string> => (await item?.getType(type))?.text() ?? ''
      const picture = await createImageBitmap((await item?.getType('image/png')) ?? new Blob())
      return { types: [...(item?.types ?? [])].sort(), html: await text('text/html'), plain: await text('text/plain'), width: picture.width }
    })
    expect(copied.types).toEqual(['image/png', 'text/html', 'text/plain'])
    const rows = (await boxesOf(page))[0]?.rows ?? []
    expect(copied.width).toBeGreaterThan(1000)
    for (const row of rows) expect(copied.plain).toContain(row.join('\t'))
    for (const cell of rows.flat()) expect(copied.html).toContain(`>${cell}</td>`)
    expect(copied.plain).toContain(`v=1`)
    await context.close()
  }, 60_000)

  test('carries its title, source, time and address in the picture, and the API\'s numbers in CSV and Excel', async () => {
    const { context, token, url } = await signedIn('saver', 'leader', ['440700'])
    const page = await context.newPage()
    await open(page, url)
    const save = async (item: string): Promise<Buffer> => {
      const [file] = await Promise.all([page.waitForEvent('download'), menu(page, item)])
      const chunks: Buffer[] = []
      for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer)
      return Buffer.concat(chunks)
    }
    const svg = (await save('下载 SVG')).toString()
    expect(svg).toContain('来源：明数')
    expect(svg).toContain('数据版本1')
    expect(svg.replace(/<[^>]+>/g, '')).toContain(`/metrics/activity_count?`)
    expect((await save('下载 PNG')).subarray(1, 4).toString()).toBe('PNG')
    const { json } = await here.ask('GET', '/api/figures?metrics=activity_count&unit=440700&period=2023-02..2024-02&by=month', { as: token })
    const values = (json.rows as { activity_count: { value: string | null } }[]).map((r) => r.activity_count.value)
    const csv = (await save('下载 CSV')).toString().trim().split('\r\n').slice(1).map((l) => l.split(',')[1])
    expect(csv.map((v) => (v === '未上报' ? null : v))).toEqual(values)
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(new Uint8Array(await save('下载 Excel')).buffer)
    expect(values.map((_, i) => book.worksheets[0]?.getRow(6 + i).getCell(2).value)).toEqual(values.map((v) => (v === null ? '未上报' : Number(v))))
    await context.close()
  }, 60_000)

  const lan = Object.values(networkInterfaces()).flat().find((i) => i && i.family === 'IPv4' && !i.internal)?.address
  test.skipIf(!lan)('is copied all the same on plain http: the table to the clipboard, the picture as a file, the link as text', async () => {
    const { context, url } = await signedIn('plain', 'leader', ['440700'], lan)
    const page = await context.newPage()
    await open(page, url)
    expect(await page.evaluate(() => window.isSecureContext)).toBe(false)
    const [file] = await Promise.all([page.waitForEvent('download'), menu(page, '复制图+表')])
    expect(file.suggestedFilename()).toMatch(/\.png$/)
    await page.getByText('表已复制；图已存为文件').waitFor()
    await page.evaluate(() => document.body.append(Object.assign(document.createElement('textarea'), { id: 'paste' })))
    await page.locator('#paste').focus()
    await page.keyboard.press('Control+v')
    const rows = (await boxesOf(page))[0]?.rows ?? []
    expect(await page.locator('#paste').inputValue()).toContain(rows[0]?.join('\t'))
    await menu(page, '复制链接')
    await page.locator('#paste').fill('')
    await page.locator('#paste').focus()
    await page.keyboard.press('Control+v')
    expect(await page.locator('#paste').inputValue()).toMatch(/^http:.*\/metrics\/activity_count\?.*v=1/)
    await context.close()
  }, 60_000)
})
