import { proveCells } from '@mingshu/etl'
import { isPublic, metricsOf, QuestionRefused, subjects, text, type Unit } from '@mingshu/metrics'
import { HttpException } from '@nestjs/common'
import { getUnit } from '../access/narrow.js'
import { textOf, wholeOf, type Command, type CommandMeans } from './command.js'
import { openDesk } from './everybody.js'

/** Counts figures again from the facts: those asked for, or else every cell of the roll-up. */
export const prove: Command = {
  usage: 'prove | prove [--unit <code>] [--period <period>] [--metric <code>] [--sample <n>] [--seed <n>] [--json]',
  about: text('由明细重新核算已发布的数', 'count published figures again from the facts'),
  options: { unit: { type: 'string' }, period: { type: 'string' }, metric: { type: 'string' }, sample: { type: 'string' }, seed: { type: 'string' } },
  words: 0,
  async run(_, values, means) {
    if (['unit', 'period', 'metric', 'sample'].every((option) => values[option] === undefined)) return everything(means)
    const { config, database, print, isJson, language, terminal } = means
    const sample = wholeOf(values, 'sample', 1, 10_000_000)
    const seed = wholeOf(values, 'seed', 0, 999_999_999) ?? Math.floor(Math.random() * 1e9)
    const desk = await openDesk(await database(), config)
    const at = await desk.versions.get()
    const code = textOf(values, 'unit')
    const roots: readonly Unit[] = code === undefined ? desk.viewer.roots : [getUnit(code, desk.viewer, desk.tree)]
    // Villages only where one was asked for: there are thousands.
    const units = roots.flatMap((root) => desk.tree.below(root, at.businessOn).filter((u) => u.level !== 'village' || u.code === root.code))
    const period = textOf(values, 'period')
    const year = at.businessOn.slice(0, 4)
    const periods = period === undefined ? [...Array.from({ length: Number(at.businessOn.slice(5, 7)) }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`), year] : [period]
    const metric = textOf(values, 'metric')
    const metrics = [...metricsOf(subjects).values()].filter((m) => (metric === undefined ? isPublic(m) : m.code === metric)).map((m) => m.code)

    const all = units.flatMap((u) => periods.flatMap((p) => metrics.map((m) => ({ unit: u.code, period: p, metric: m }))))
    const chosen = sample === undefined || sample >= all.length ? all : draw(all, sample, seed)
    const different: object[] = []
    let proved = 0
    let refused = 0
    await terminal.step('prove', text('核算', 'Proof'), async (progress) => {
      for (const [i, figure] of chosen.entries()) {
        progress(i / chosen.length, text(`${figure.unit} ${figure.period}`, `${figure.unit} ${figure.period}`))
        try {
          const proof = await desk.behind.prove(figure, desk.viewer, at)
          proved += 1
          if (!proof.equal) different.push({ ...figure, value: proof.value, recomputed: proof.recomputed })
        } catch (error) {
          // Questions that have no exact answer have no figure to prove either.
          if (!(error instanceof QuestionRefused) && !(error instanceof HttpException && error.getStatus() < 500 && error.getStatus() !== 409)) throw error
          refused += 1
        }
      }
      return { result: undefined, told: text(`${proved} 个数，${proved - different.length} 个一致`, `${proved} figures, ${proved - different.length} equal`) }
    })
    const seedTold = chosen === all ? undefined : seed
    if (isJson) print(JSON.stringify({ version: at.version, proved, equal: proved - different.length, refused, different, ...(seedTold === undefined ? {} : { seed: seedTold }) }))
    else {
      for (const d of different) print(`≠ ${Object.values(d).map((v) => String(v ?? 'null')).join('  ')}`)
      print({
        zh: `第 ${at.version} 版：核算 ${proved} 个数，${different.length === 0 ? '全部一致' : `${different.length} 个不一致`}${refused > 0 ? `；${refused} 个组合没有确切的数` : ''}${seedTold === undefined ? '' : `(抽样种子 ${seedTold})`}`,
        en: `Version ${at.version}: ${proved} figures counted again, ${different.length === 0 ? 'all equal' : `${different.length} different`}${refused > 0 ? `; ${refused} combinations have no exact figure` : ''}${seedTold === undefined ? '' : ` (seed ${seedTold})`}`,
      }[language])
    }
    return different.length === 0 ? 0 : 1
  },
}

async function everything({ database, print, isJson, language, terminal }: CommandMeans): Promise<number> {
  const pool = (await database()).pool('etl')
  const { version, compared, different, ahead } = await terminal.step('prove', text('核算', 'Proof'), async (progress) => {
    const done = await proveCells(pool, subjects, (s) => progress(subjects.indexOf(s) / subjects.length, s.name))
    return { result: done, told: text(`${done.compared} 个单元格`, `${done.compared} cells`) }
  })
  if (isJson) print(JSON.stringify({ version, proved: compared, equal: compared - different.length, different, ahead }))
  else {
    for (const d of different) print([`≠ ${d.unit}`, d.unit_zh, `${d.grain} ${d.period_on}`, ...(d.dim === '' ? [] : [`${d.dim} ${d.member}`]), d.measure, d.stored ?? 'null', d.recomputed ?? 'null'].join('  '))
    const waits = ahead.length === 0 ? text('', '') : text(`；${ahead.join('、')} 有新到的明细待汇总，没有核算`, `; ${ahead.join(', ')} not counted, for new rows wait to be folded`)
    print({
      zh: `第 ${version} 版：核算 ${compared} 个单元格，${different.length === 0 ? '全部一致' : `至少 ${different.length} 个不一致`}${waits.zh}`,
      en: `Version ${version}: ${compared} cells counted again, ${different.length === 0 ? 'all equal' : `at least ${different.length} different`}${waits.en}`,
    }[language])
  }
  return different.length === 0 ? 0 : 1
}

// Without replacement, and the same for the same seed.
function draw<T>(all: readonly T[], count: number, seed: number): T[] {
  let state = seed >>> 0
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const pool = [...all]
  for (let i = 0; i < count; i++) {
    const j = i + Math.floor(random() * (pool.length - i))
    const [a, b] = [pool[i], pool[j]]
    if (a !== undefined && b !== undefined) [pool[i], pool[j]] = [b, a]
  }
  return pool.slice(0, count)
}
