export { advanceSources, demoSources, fillSources, firstDay, type Played } from './sources.js'
