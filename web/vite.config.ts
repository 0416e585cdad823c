import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { packed } from './packed.js'

interface Importers {
  readonly isEntry: boolean
  readonly importers: readonly string[]
  readonly dynamicImporters: readonly string[]
}

const start = 'start'
const mostPages = 8

/** The start and the pages that need a module, by walking up those that import it. */
function rootsOf(id: string, infoOf: (id: string) => Importers | null, seen = new Set<string>()): Set<string> {
  if (seen.has(id)) return new Set()
  seen.add(id)
  const info = infoOf(id)
  if (!info) return new Set()
  return new Set([...(info.isEntry ? [start] : info.dynamicImporters.length > 0 ? [id] : []), ...info.importers.flatMap((by) => [...rootsOf(by, infoOf, seen)])])
}

/** The page: built to `web/dist`, which the server serves. In development it asks the server on its default port. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [vue(), packed()],
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Offices keep browsers for years: the oldest in wide use on the domestic desktops is Chromium 100.
    target: ['chrome100', 'edge100', 'firefox100', 'safari15.4'],
    manifest: true,
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'echarts', test: /node_modules[\\/](echarts|zrender)[\\/]/, priority: 2 },
            { name: 'vue', test: /node_modules[\\/](@vue|vue|vue-router)[\\/]/, priority: 2 },
            // What every page starts with, and what most pages share, are a file each: far from the server each of fifty small ones would wait its turn.
            { name: (id, chunking) => (rootsOf(id, (of) => chunking.getModuleInfo(of)).has(start) ? 'start' : null), debugName: 'start', priority: 1 },
            { name: (id, chunking) => (rootsOf(id, (of) => chunking.getModuleInfo(of)).size >= mostPages ? 'pages' : null), debugName: 'pages' },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
})
