/** The pages a screen may turn; a test compares them with web/src/screens. */
export const screenPages = ['overview', 'stations'] as const

/** Address of the first page with the link's secret in the fragment, which no browser sends and no log keeps. */
export const screenLink = (url: string, shows: readonly string[], secret: string): string =>
  `${url}/screen/${shows[0] ?? ''}${shows.length > 1 ? `?cycle=${shows.join(',')}` : ''}#${secret}`
