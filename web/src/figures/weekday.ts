import type { Language } from '@mingshu/metrics'

const names = { zh: ['周日', '周一', '周二', '周三', '周四', '周五', '周六'], en: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] } as const

/** The day of the week of a day: 周六, Sat. */
export const weekdayOf = (day: string, language: Language): string => names[language][new Date(`${day}T00:00:00Z`).getUTCDay()] ?? ''
