export { advanceSources, demoSources, fillSources, firstDay, type Play, type Played } from './sources.js'
