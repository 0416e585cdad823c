export { playNights, type PlayedNight, type PlayedStep } from './nights.js'
export { advanceSources, demoSources, fillSources, firstDay, type Play, type Played } from './sources.js'
export { playedEvents, type PlayedEvent } from './known-events.js'
