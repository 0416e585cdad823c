import { subjects } from '@mingshu/metrics'
import ExcelJS from 'exceljs'
import { describe, expect, test } from 'vitest'
import type { Demo } from '../demo.js'
import { areas, goTo, month, openPage, placesOf } from './looking.js'

const zone = areas[1]
/** Counts of persons, by their codes. */
const ofPersons = new Set(subjects.flatMap((s) => s.measures.filter((m) => m.persons).map((m) => m.code)))
const isSmall = (value: unknown): boolean => value !== null && value !== undefined && value !== '' && Math.abs(Number(value)) > 0 && Math.abs(Number(value)) < 5

/** Every small count of persons anywhere in an answer, whatever its shape: a figure stands under the code of its metric. */
function smallIn(json: unknown, at = ''): string[] {
  if (typeof json !== 'object' || json === null) return []
  return Object.entries(json).flatMap(([key, value]: [string, unknown]) => {
    const cell = ofPersons.has(key) && typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
    const told = cell ? ['value', 'yoy_value', 'prev_value'].filter((name) => isSmall(cell[name])).map((name) => `${at}.${key}.${name} = ${String(cell[name])}`) : []
    return [...told, ...smallIn(value, `${at}.${key}`)]
  })
}

/** A18: whoever may not see small counts of persons is not told them, by no page and no answer behind it. */
export function guarded(demo: () => Demo): void {
  async function membersByTown(as: string, period: string): Promise<{ town: string; value: string | null; status: string }[]> {
    const answer = await fetch(`${demo().serving.url}/api/figures?metrics=neg_party_member_count&unit=${zone}&period=${period}&by=unit`, { headers: { authorization: `Bearer ${as}` } })
    const { rows } = (await answer.json()) as { rows: { unit: string; neg_party_member_count: { value: string | null; status: string } }[] }
    return rows.map((r) => ({ town: r.unit, value: r.neg_party_member_count.value, status: r.neg_party_member_count.status }))
  }

  describe('small counts of persons', () => {
    test('are there, and a reviewer sees them', async () => {
      const towns = await membersByTown(await demo().token('exact', 'reviewer', zone), month)
      expect(towns.filter((t) => isSmall(t.value)).length).toBeGreaterThan(0)
    })

    test('are in no answer that a leader is given', { timeout: 180_000 }, async () => {
      const small = (await membersByTown(await demo().token('exact', 'reviewer', zone), month)).filter((t) => isSmall(t.value))
      const context = await demo().enter('leader', { viewport: { width: 1440, height: 900 } })
      const told: string[] = []
      const hidden = new Set<string>()
      let answers = 0
      const bodies: Promise<void>[] = []
      context.on('response', (response) => {
        if (!/\/api\/|^[^.]*$/.test(new URL(response.url()).pathname) || response.request().resourceType() === 'eventsource') return
        bodies.push(response.text().catch(() => '').then((text) => {
          const boot = /<script type="application\/json" id="boot">(.*?)<\/script>/s.exec(text)?.[1]
          const json = text.startsWith('{') ? text : boot
          if (!json) return
          answers += 1
          const read = JSON.parse(json) as { answers?: { rows?: { unit: string; neg_party_member_count?: { status: string } }[] }[] }
          told.push(...smallIn(read).map((what) => `${new URL(response.url()).pathname} ${what}`))
          for (const row of read.answers?.flatMap((a) => a.rows ?? []) ?? []) if (row.neg_party_member_count?.status === 'suppressed') hidden.add(row.unit)
        }))
      })
      const page = await openPage(context)
      for (const { path } of (await placesOf(page)).filter((p) => p.role === 'leader')) {
        await goTo(page, path, { period: month, area: zone, tab: 'table', why: '1' })
      }
      for (const { town } of small) await goTo(page, '/members', { period: month, area: town })
      await page.goto(`/overview?area=${zone}`)
      await goTo(page, '/members', { period: month, area: zone })
      const shown = await page.locator('main').innerHTML()
      await Promise.all(bodies)
      await context.close()
      expect(answers).toBeGreaterThan(30)
      expect(told).toEqual([])
      expect(small.map((s) => s.town).filter((town) => !hidden.has(town))).toEqual([])
      expect(shown).toContain('*')
    })

    test('nor in a workbook that is made for a leader of the same question', async () => {
      const small = (await membersByTown(await demo().token('exact', 'reviewer', zone), month)).filter((t) => isSmall(t.value)).map((t) => t.value)
      const cellsFor = async (as: string): Promise<unknown[]> => {
        const questions = [{ metrics: ['neg_party_member_count'], unit: zone, period: month, by: 'unit' }]
        const answer = await fetch(`${demo().serving.url}/api/sheets`, {
          method: 'POST', headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json', origin: demo().serving.url }, body: JSON.stringify({ title: 'members', questions }),
        })
        const book = new ExcelJS.Workbook()
        await book.xlsx.load(await answer.arrayBuffer())
        const cells: unknown[] = []
        book.eachSheet((sheet) => sheet.eachRow((row) => row.eachCell((cell, column) => column > 1 && cells.push(cell.value))))
        return cells
      }
      expect(small.length).toBeGreaterThan(0)
      expect((await cellsFor(await demo().token('exact', 'reviewer', zone))).filter(isSmall).map(String)).toEqual(expect.arrayContaining(small))
      expect((await cellsFor(await demo().token('blind', 'leader', zone))).filter(isSmall)).toEqual([])
    })
  })
}
