export * from './publish.js'
export * from './rollup-tables.js'
export * from './run.js'
export * from './run-ledger.js'
