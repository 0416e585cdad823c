import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { Database } from '@mingshu/db'
import { entities } from './sources/index.js'
import { stagingSql } from './staging.js'

const folder = new URL('../models/', import.meta.url)

/** Layers of models, from left to right: a model reads only what lies to its left. */
export const layers = ['staging', 'runs', 'facts'] as const

/** A select: of a file it is named after, or the staging view of an entity. Its first lines say what a row is and its grain. */
export interface Model {
  readonly name: string
  readonly layer: (typeof layers)[number]
  readonly sql: string
}

/** All models, layer by layer. Entities have their staging views by being declared; only what is no entity has one in a file. */
export function readModels(): Model[] {
  const declared = entities.map((e): Model => ({ name: `stg_${e.id}`, layer: 'staging', sql: stagingSql(e) }))
  const written = layers.flatMap((layer) =>
    readdirSync(new URL(`${layer}/`, folder))
      .filter((file) => file.endsWith('.sql')) // tests lie beside models
      .sort()
      .map((file): Model => ({ name: file.slice(0, -4), layer, sql: readFileSync(new URL(`${layer}/${file}`, folder), 'utf8') })),
  )
  return [...declared, ...written]
}

/** The SQL of one model. */
export function getModel(name: string): string {
  const found = (models ??= new Map(readModels().map((m) => [m.name, m.sql]))).get(name)
  if (found === undefined) throw new Error(`There is no model ${name} in etl/models.`)
  return found
}
let models: Map<string, string> | undefined

/** Makes the staging views that are missing or changed. A view that is the same is not touched, so nobody waits for it. */
export async function applyModels(database: Database): Promise<{ applied: string[] }> {
  return database.pool('owner').transaction(async (trx) => {
    await trx.raw(`select pg_advisory_xact_lock(hashtext('mingshu models'))`)
    const { rows } = await trx.raw<{ rows: { name: string; sha256: string | null }[] }>(
      `select c.relname as name, obj_description(c.oid) as sha256
       from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'v' and c.relname like 'stg\\_%'`,
    )
    const known = new Map(rows.map((r) => [r.name, r.sha256]))
    const applied: string[] = []
    for (const { name, layer, sql } of readModels()) {
      const sha256 = createHash('sha256').update(sql).digest('hex')
      if (layer !== 'staging' || known.get(name) === sha256) continue
      await trx.raw(`drop view if exists ${name}`)
      await trx.raw(`create view ${name} with (security_invoker = true) as ${sql}`)
      await trx.raw(`comment on view ${name} is '${sha256}'`)
      await trx.raw(`grant select on ${name} to mingshu_etl`)
      applied.push(name)
    }
    return { applied }
  })
}
