import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A file of the built page, as the builder lists it. */
interface Chunk {
  readonly file: string
  readonly css?: readonly string[]
  readonly imports?: readonly string[]
}

/**
 * Links that have a browser fetch a page's own files at once, beside those every page starts with: otherwise it learns of them only when the
 * first have arrived and run. `start` names what needs no link. Nothing where the page was built without its list.
 */
export function hintsOf(dir: string, page: string, start: string): string {
  const list = join(dir, '.vite/manifest.json')
  if (!existsSync(list)) return ''
  const chunks = JSON.parse(readFileSync(list, 'utf8')) as Readonly<Record<string, Chunk>>
  const [scripts, styles] = [new Set<string>(), new Set<string>()]
  const add = (name: string): void => {
    const chunk = chunks[name]
    if (!chunk || scripts.has(chunk.file)) return
    scripts.add(chunk.file)
    for (const style of chunk.css ?? []) styles.add(style)
    for (const needed of chunk.imports ?? []) add(needed)
  }
  add(page)
  const link = (how: string) => (file: string): string => (start.includes(`/${file}"`) ? '' : `<link ${how} crossorigin href="/${file}">`)
  return [...[...styles].map(link('rel="preload" as="style"')), ...[...scripts].map(link('rel="modulepreload"'))].join('')
}
