import { defineConfig, mergeConfig } from 'vitest/config'
import base from '../vitest.config.js'

/** The pictures of all pages, made by `npm run gallery` from the demo as it is. */
export default mergeConfig({ ...base, test: { ...base.test, include: [] } }, defineConfig({ test: { include: ['test/gallery.ts'], testTimeout: 1_800_000 } }))
