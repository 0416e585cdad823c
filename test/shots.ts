import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { test } from 'vitest'
import { readConfig } from '../server/src/config.js'
import { serve } from '../server/src/serve.js'
import { openTerminal } from '../server/src/terminal.js'
import { openBrowser } from './browser.js'

const pictures = join(import.meta.dirname, '../docs/pictures')

test('the pictures of the README', async () => {
  mkdirSync(pictures, { recursive: true })
  const dir = mkdtempSync(join(tmpdir(), 'mingshu-shots-'))
  chmodSync(dir, 0o755)
  const browser = await openBrowser()
  if (!browser) throw new Error('No browser: set CHROMIUM_PATH, or install chromium.')
  // SHOTS_DATA_DIR: an embedded database that npm start has filled, to spare filling another.
  const dataDir = process.env.SHOTS_DATA_DIR ?? join(dir, 'data')
  const serving = await serve(readConfig({ DATA_DIR: dataDir, PORT: '0', METRICS_PORT: 'off' }), openTerminal({ language: 'zh', isJson: true, out: { write: () => true } }))
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 960 }, locale: 'zh-CN', deviceScaleFactor: 1 })
    const page = await context.newPage()
    await page.goto(serving.links?.reviewer ?? '')
    await page.waitForURL((url) => !url.pathname.startsWith('/demo'))
    const shoot = async (file: string, path: string): Promise<void> => {
      await page.goto(`${serving.url}${path}`)
      await page.locator('svg').first().waitFor()
      await page.waitForLoadState('networkidle')
      await page.screenshot({ path: file })
    }
    await shoot(join(pictures, 'metric.png'), '/metrics/activity_key_count?period=2024&area=440700')
    const overview = join(dir, 'overview.png')
    await shoot(overview, '/overview?period=2024&area=440700')
    await beside(context, overview, await workbookPicture(serving.url, context, dir))
  } finally {
    await browser.close()
    await serving.close()
    rmSync(dir, { recursive: true, force: true })
  }
})

/** The formal table of the same figures, as LibreOffice prints it; undefined where there is none. */
async function workbookPicture(url: string, context: BrowserContext, dir: string): Promise<string | undefined> {
  const ask = context.request
  const headers = { origin: url }
  const { id } = (await (await ask.post(`${url}/api/exports`, { headers, data: { report: 'key-activities', unit: '440700', period: '2024' } })).json()) as { id: string }
  for (let state = ''; state !== 'done'; ) {
    await new Promise((resolve) => setTimeout(resolve, 300))
    state = ((await (await ask.get(`${url}/api/exports/${id}`)).json()) as { state: string }).state
    if (state === 'failed') throw new Error('The workbook was not made.')
  }
  const book = join(dir, 'book.xlsx')
  writeFileSync(book, await (await ask.get(`${url}/api/exports/${id}/file`)).body())
  try {
    execFileSync('soffice', [`-env:UserInstallation=file://${dir}/office`, '--headless', '--convert-to', 'pdf', '--outdir', dir, book], { stdio: 'ignore' })
    execFileSync('pdftoppm', ['-r', '110', '-f', '2', '-l', '2', '-png', '-singlefile', join(dir, 'book.pdf'), join(dir, 'book')], { stdio: 'ignore' })
  } catch {
    return undefined
  }
  return existsSync(join(dir, 'book.png')) ? join(dir, 'book.png') : undefined
}

/** The page and the sheet it agrees with, side by side. */
async function beside(context: BrowserContext, left: string, right: string | undefined): Promise<void> {
  const image = (file: string): string => `data:image/png;base64,${readFileSync(file).toString('base64')}`
  const page = await context.newPage()
  await page.setViewportSize({ width: 1840, height: 800 })
  await page.setContent(`<body style="margin:0;background:#F3EEE7;display:flex;gap:24px;padding:24px;align-items:center;box-sizing:border-box;height:800px">
    <img src="${image(left)}" style="height:752px;border-radius:8px;border:1px solid #E6DFD6">
    ${right ? `<img src="${image(right)}" style="width:620px;border-radius:8px;border:1px solid #E6DFD6">` : ''}</body>`)
  await page.screenshot({ path: join(pictures, 'overview.png') })
}
