import { text } from '@mingshu/metrics'
import { z } from 'zod'

const shape = /^\/(?:[A-Za-z0-9_-]+(?:\/[A-Za-z0-9_-]+)*)?(?:\?[A-Za-z0-9_.,=&%+-]{0,1500})?$/
const doors = /^\/(?:login|demo|setup|s|api)(?:[/?]|$)/

/** An address within the page that may be kept: a path and its filters, of this site, and none of its doors. */
export const KeptPath = z.string().max(1800).refine((path) => shape.test(path) && !doors.test(path) && isOfUnit(path), {
  params: { text: text('地址应是本站的页面和筛选条件，如 /overview?period=last-month。', 'The address must be a page of this site with its filters, like /overview?period=last-month.') },
}).meta({ description: 'Page and filters, like /overview?period=last-month&area=440700.' })

/** The unit code an address is about; undefined when it names none. */
export function unitOf(path: string): string | undefined {
  const url = new URL(path, 'http://here')
  return /^\/(?:print\/)?areas\/([A-Za-z0-9-]{2,20})/.exec(url.pathname)?.[1] ?? (url.searchParams.get('area') || undefined)
}

function isOfUnit(path: string): boolean {
  const code = unitOf(path)
  return code === undefined || /^[A-Za-z0-9-]{2,20}$/.test(code)
}
