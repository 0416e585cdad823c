import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium as playwright, type Browser } from 'playwright-core'

/** The first browser there is: the one named, one on the PATH, or the one that comes from npm. Undefined when none starts. */
export async function openBrowser(): Promise<Browser | undefined> {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((dir) => ['chromium', 'google-chrome', 'chromium-browser'].map((name) => join(dir, name))).find((file) => existsSync(file))
  const plain = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
  const named = process.env.CHROMIUM_PATH ?? onPath
  if (named) return playwright.launch({ executablePath: named, args: plain })
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    // Its own arguments would switch off what pages rely on, the same-origin policy first of all.
    return await playwright.launch({ executablePath: await chromium.executablePath(), args: plain })
  } catch {
    return undefined
  }
}
