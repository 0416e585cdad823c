import { start } from './main.js'

// For those who built it themselves and want the server alone: node server/dist/run.js
await start(process.argv.slice(2))
