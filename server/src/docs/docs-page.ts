import { createHash } from 'node:crypto'
import type { OpenAPIObject } from '@nestjs/swagger'

interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly description?: string
  readonly format?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | boolean
}
interface Content { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }
interface Operation {
  readonly summary?: string
  readonly description?: string
  readonly tags?: readonly string[]
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema?: Schema; readonly description?: string }[]
  readonly requestBody?: Content
  readonly responses?: Readonly<Record<string, Content & { readonly description?: string }>>
}

const style = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 18%, transparent); --quiet: color-mix(in srgb, currentColor 65%, transparent) }
body { font: 15px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; max-width: 62rem; margin: 0 auto; padding: 1rem 1rem 4rem }
h1 { font-size: 1.6rem } h2 { margin: 2.4rem 0 .6rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line) }
h3 { margin: 1.6rem 0 .2rem; font-size: 1rem } code, h3 { font-family: ui-monospace, Menlo, Consolas, monospace }
h3 b { display: inline-block; min-width: 4.2rem } p { margin: .2rem 0 } .quiet { color: var(--quiet) }
table { border-collapse: collapse; margin: .4rem 0; width: 100% } th, td { text-align: left; vertical-align: top; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid var(--line) }
td:first-child { white-space: nowrap } nav a { margin-right: 1rem }
`

/** The hash that lets this page's own style pass the content security policy. */
export const styleHash = `'sha256-${createHash('sha256').update(style).digest('base64')}'`

const escape = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`)

/** The description of the API as one readable page without scripts. */
export function docsPage(document: OpenAPIObject): string {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Operation>).filter(([, o]) => o.responses).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })))
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags ?? []))]
  const schemas = Object.entries((document.components?.schemas ?? {}) as Record<string, Schema>)
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(document.info.title)} API</title><style>${style}</style></head><body>
<h1>${escape(document.info.title)} API</h1><p>${escape(document.info.description ?? '')}</p>
<p>Machine-readable: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI 3.1)</p>
<nav>${tags.map((t) => `<a href="#${escape(t)}">${escape(t)}</a>`).join('')}<a href="#schemas">schemas</a></nav>
${tags.map((tag) => `<h2 id="${escape(tag)}">${escape(tag)}</h2>${operations.filter(({ operation }) => operation.tags?.includes(tag)).map(operationHtml).join('')}`).join('')}
<h2 id="schemas">schemas</h2>${schemas.map(([name, schema]) => schemaHtml(name, schema)).join('')}
</body></html>`
}

function operationHtml({ path, method, operation }: { path: string; method: string; operation: Operation }): string {
  const parameters = (operation.parameters ?? []).map((p) =>
    `<tr><td><code>${escape(p.name)}</code></td><td>${typeOf(p.schema)}${p.required ? ', required' : ''}</td><td>${escape(p.description ?? p.schema?.description ?? '')}</td></tr>`)
  const body = bodyOf(operation.requestBody)
  const answers = Object.entries(operation.responses ?? {}).filter(([status]) => status !== 'default').map(([status, answer]) => `${escape(status)} ${bodyOf(answer) || escape(answer.description ?? '')}`)
  return `<h3><b>${escape(method)}</b>${escape(path)}</h3><p>${escape(operation.summary ?? '')}</p><p class="quiet">${escape(operation.description ?? '')}</p>
${parameters.length > 0 ? `<table>${parameters.join('')}</table>` : ''}${body ? `<p>Body: ${body}</p>` : ''}<p>Answers: ${answers.join('; ') || '–'}</p>`
}

function schemaHtml(name: string, schema: Schema): string {
  const rows = Object.entries(schema.properties ?? {}).map(([key, s]) =>
    `<tr><td><code>${escape(key)}</code>${schema.required?.includes(key) ? '' : '?'}</td><td>${typeOf(s)}</td><td>${escape(s.description ?? '')}</td></tr>`)
  return `<h3 id="${escape(name)}">${escape(name)}</h3>${rows.length > 0 ? `<table>${rows.join('')}</table>` : `<p>${typeOf(schema)}</p>`}`
}

const bodyOf = (content: Content | undefined): string => Object.entries(content?.content ?? {}).map(([type, { schema }]) => `${typeOf(schema)}${type === 'application/json' ? '' : ` <code>${escape(type)}</code>`}`).join(', ')

function typeOf(schema: Schema | undefined): string {
  if (!schema) return ''
  const name = schema.$ref?.split('/').at(-1)
  if (name !== undefined) return `<a href="#${escape(name)}">${escape(name)}</a>`
  const several = schema.anyOf ?? schema.oneOf
  if (several) return several.map(typeOf).join(' or ')
  if (schema.enum) return schema.enum.map((e) => `<code>${escape(String(e))}</code>`).join(' ')
  if (schema.items) return `list of ${typeOf(schema.items)}`
  if (typeof schema.additionalProperties === 'object') return `by key: ${typeOf(schema.additionalProperties)}`
  if (schema.properties) return `{ ${Object.entries(schema.properties).map(([k, s]) => `${escape(k)}: ${typeOf(s)}`).join(', ')} }`
  return escape([schema.type].flat().filter(Boolean).join(' or ') || 'anything') + (schema.format ? ` (${escape(schema.format)})` : '')
}
