import { isDay, text } from '@mingshu/metrics'
import { z } from 'zod'

/** A day that exists, here and in PostgreSQL, which knows no year 0000. */
export const Day = z.iso.date().refine(isDay, { params: { text: text('日期应是 1949 至 2199 年间的一天，如 2024-10-31。', 'A day lies between 1949 and 2199, like 2024-10-31.') } })
