import { defineConfig, mergeConfig } from 'vitest/config'
import base from '../vitest.config.js'

/** The pictures of the README, made by `npm run shots` from the demo as it is. */
export default mergeConfig({ ...base, test: { ...base.test, include: [], globalSetup: [] } }, defineConfig({ test: { include: ['test/shots.ts'], testTimeout: 900_000 } }))
