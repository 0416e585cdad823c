import { text, type Text } from '@mingshu/metrics'
import { z } from 'zod'
import { refuse } from '../http/problem.js'

/** The border of a unit: polygons of rings of [longitude, latitude]. */
export type Outline = readonly (readonly (readonly (readonly [number, number])[])[])[]

/** An outline and whose it is. */
export interface UnitOutline {
  readonly code: string
  readonly outline: Outline
}

/** Bytes of a file, and points of all its borders: what a page can draw at once. */
export const largestFile = 8_000_000
export const mostPoints = 60_000

const Position = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]).rest(z.number())
const Rings = z.array(z.array(Position).min(4)).min(1)
const Collection = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(z.object({
    id: z.union([z.string(), z.number()]).optional(),
    properties: z.record(z.string(), z.unknown()).nullish(),
    geometry: z.union([z.object({ type: z.literal('Polygon'), coordinates: Rings }), z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(Rings).min(1) })]),
  })).min(1).max(5000),
})

// Where makers of such files put the division code, and the name.
const codeNames = ['code', 'adcode', 'id', 'xzqdm', 'XZQDM', '行政区划代码', '代码'] as const
const nameNames = ['name', 'NAME', '名称'] as const

/** 审图号, such as 粤S(2026)001号 or GS(2024)0650号; brackets of either width. */
export const isApproval = (number: string): boolean => /^(GS|[\u4e00-\u9fa5][A-Z]{0,3}S)[(（[〔]\d{4}[)）\]〕]\d{1,6}号$/.test(number)

/** Reads the outlines of a GeoJSON file. Every feature has to be a unit of ours, by its division code; what is left out is nobody's guess. Nothing is simplified. */
export function readOutlines(bytes: Buffer, isUnit: (code: string) => boolean): UnitOutline[] {
  if (bytes.length > largestFile) throw no(text(`地图文件超过${largestFile / 1e6} MB，请在制图软件中抽稀后再导入。`, `The map has more than ${largestFile / 1e6} MB. Simplify it in the program it was made with.`))
  const read = Collection.safeParse(parse(bytes))
  if (!read.success) {
    const where = read.error.issues[0]?.path.join('.') ?? ''
    throw no(text(`不是可用的 GeoJSON：${where || '文件'} 的内容不对。需要 FeatureCollection，图形为 Polygon 或 MultiPolygon，坐标为经纬度。`, `This is no usable GeoJSON: ${where || 'the file'} is not as expected. A FeatureCollection of Polygon or MultiPolygon in degrees is needed.`))
  }
  const outlines = new Map<string, Outline>()
  const unknown: string[] = []
  const twice: string[] = []
  for (const { id, properties, geometry } of read.data.features) {
    const of = (names: readonly string[]): string => String(names.map((n) => properties?.[n]).find((v) => typeof v === 'string' || typeof v === 'number') ?? '').trim()
    const code = of(codeNames) || String(id ?? '')
    if (!isUnit(code)) unknown.push([of(nameNames), code].filter((w) => w !== '').join(' ') || '—')
    else if (outlines.has(code)) twice.push(code)
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    outlines.set(code, polygons.map((rings) => rings.map((ring) => ring.map(([longitude, latitude]) => [longitude, latitude] as const))))
  }
  if (unknown.length > 0) throw no(text(`下列图形的区划代码不在单位表中：${unknown.slice(0, 8).join('、')}${unknown.length > 8 ? `等${unknown.length}个` : ''}。请核对属性 code 或 adcode，或删去这些图形。`, `These shapes have no unit with their code: ${unknown.slice(0, 8).join(', ')}${unknown.length > 8 ? ` and ${unknown.length - 8} more` : ''}. Check the property code or adcode, or take them out.`))
  if (twice.length > 0) throw no(text(`单位 ${twice[0]} 有两个图形，请合并为一个 MultiPolygon。`, `The unit ${twice[0]} has two shapes. Make them one MultiPolygon.`))
  const points = [...outlines.values()].flat(2).reduce((sum, ring) => sum + ring.length, 0)
  if (points > mostPoints) throw no(text(`边界共有${points}个点，超过${mostPoints}个，页面会变慢。请抽稀后再导入。`, `The borders have ${points} points, more than ${mostPoints}: pages would be slow. Simplify them first.`))
  return [...outlines].map(([code, outline]) => ({ code, outline }))
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, '')) as unknown
  } catch {
    return undefined
  }
}

const no = (why: Text): Error => refuse(422, 'bad_map', why)
