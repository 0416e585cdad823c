import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type Plugin } from 'vite'

/** Compresses the built files once, so that the server need not do it for every reader. */
function compressed(): Plugin {
  let dir = ''
  return {
    name: 'mingshu:compressed',
    apply: 'build',
    configResolved({ build, root }) {
      dir = resolve(root, build.outDir)
    },
    closeBundle() {
      for (const file of readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((f) => /\.(js|css|svg)$/.test(f))) {
        const bytes = readFileSync(join(dir, file))
        if (bytes.length < 1024) continue
        writeFileSync(join(dir, `${file}.br`), brotliCompressSync(bytes))
        writeFileSync(join(dir, `${file}.gz`), gzipSync(bytes, { level: 9 }))
      }
    },
  }
}

/** The page: built to `web/dist`, which the server serves. In development it asks the server on its default port. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [vue(), compressed()],
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
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'echarts', test: /node_modules[\\/](echarts|zrender)[\\/]/ },
            { name: 'vue', test: /node_modules[\\/](@vue|vue|vue-router)[\\/]/ },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
})
