export { advanceSources, demoSources, fillSources, firstDay, type Play, type Played } from './sources.js'
export { playedEvents, type PlayedEvent } from './known-events.js'
