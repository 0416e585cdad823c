// Behind every npm script: installs the locked packages when they are missing or stale, builds what changed, then runs.
// Plain JavaScript without dependencies, for nothing is installed yet when it begins.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))
const at = (...parts) => join(root, ...parts)
const packages = ['metrics', 'db', 'etl', 'demo', 'reports', 'server']

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`Node 20.19 or newer is needed; this is ${process.version}.\n需要 Node 20.19 或更高版本，当前是 ${process.version}。\n`)
  process.exit(1)
}
if (existsSync(at('.env'))) process.loadEnvFile(at('.env'))
process.env.NODE_ENV ??= 'production'

const modes = { '--dev': dev, '--test': test, '--check': check, '--build': build, '--bench': bench, '--cli': cli, '--reset': reset, '--shots': shots, '--gallery': gallery }
const [first = '', ...rest] = process.argv.slice(2)
const args = modes[first] ? rest : process.argv.slice(2)
const isJson = first === '' || !modes[first] ? args.includes('--json') : false
const isEnglish = (args.includes('--lang') ? args[args.indexOf('--lang') + 1] : process.env.LANG) === 'en'

// What we started; nothing of it outlives us.
const children = new Set()
process.on('exit', () => children.forEach((child) => child.kill()))

try {
  await (modes[first] ?? run)()
} catch (error) {
  process.stderr.write(` ✗ ${error.message}\n`)
  process.exit(error.exitCode ?? 1)
}

/** npm start: the server, in this process. */
async function run() {
  if (!isJson && !args.includes('--help')) process.stdout.write(`${isEnglish ? 'Mingshu' : '明数'} ${JSON.parse(readFileSync(at('package.json'), 'utf8')).version.replace(/\.0$/, '')}\n`)
  const endEarly = () => process.exit(130)
  process.on('SIGINT', endEarly)
  process.on('SIGTERM', endEarly)
  await ensureInstalled(isServerFresh() && isPageFresh() ? 'production' : 'all', process.stdout)
  // The page is built beside the server, and beside the server's start.
  const pageBuilt = isPageFresh() ? undefined : buildPage(process.stdout)
  pageBuilt?.catch(() => {})
  await ensureServer(process.stdout)
  const { start } = await import(pathToFileURL(at('server/dist/main.js')).href)
  process.off('SIGINT', endEarly)
  process.off('SIGTERM', endEarly)
  await start(args, { pageBuilt })
}

/** npm run mingshu -- …: one command, in this process; only its own answer goes to stdout. */
async function cli() {
  await ensureInstalled(isServerFresh() ? 'production' : 'all', process.stderr)
  await ensureServer(process.stderr)
  const { main } = await import(pathToFileURL(at('server/dist/cli.js')).href)
  process.exitCode = await main(args)
}

/** npm run dev: compilers that watch, a server that restarts, a page that reloads. */
async function dev() {
  await ensureInstalled('all', process.stdout)
  await ensureServer(process.stdout)
  const env = { ...process.env, NODE_ENV: 'development' }
  const all = [
    tool('typescript/bin/tsc', ['-b', '-w', '--preserveWatchOutput'], { env }),
    program(process.execPath, ['--watch', '--watch-preserve-output', at('server/dist/run.js'), ...args], { env }),
    tool('vite/bin/vite.js', [], { cwd: at('web'), env }),
  ]
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0))
  await Promise.race(all)
}

/** npm test: the tests, with the runner's own arguments. */
async function test() {
  await ensureInstalled('all', process.stderr)
  // Tests open the page as it is built.
  if (!isPageFresh()) await buildPage(process.stderr)
  await tool('vitest/vitest.mjs', ['run', ...args], { env: { ...process.env, NODE_ENV: 'test' } })
}

/** npm run check: types, lint, format where it is configured, and whether what is generated is up to date. */
async function check() {
  await ensureInstalled('all', process.stderr)
  await tool('typescript/bin/tsc', ['-b'])
  if (existsSync(at('bench/tsconfig.json'))) await tool('typescript/bin/tsc', ['-b', 'bench'])
  if (existsSync(at('test/tsconfig.json'))) await tool('typescript/bin/tsc', ['-p', 'test'])
  await tool('vue-tsc/bin/vue-tsc.js', ['--noEmit', '-p', 'web'])
  await tool('oxlint/bin/oxlint', ['--deny-warnings', ...packages, 'web', 'test', 'bench', 'start.js'].filter((p) => p.startsWith('-') || existsSync(at(p))))
  if (['.prettierrc', '.prettierrc.json', 'prettier.config.js'].some((f) => existsSync(at(f)))) await tool('prettier/bin/prettier.cjs', ['--check', '.'])
  const generated = ['metrics/src/describe.test.ts', 'metrics/src/fold.test.ts', 'server/src/config.test.ts', 'server/src/docs/docs.test.ts']
  await tool('vitest/vitest.mjs', ['run', ...generated], { env: { ...process.env, NODE_ENV: 'test' } })
}

/** npm run build: everything, from nothing. */
async function build() {
  await ensureInstalled('all', process.stdout)
  for (const name of [...packages, 'web', 'bench']) rmSync(at(name, 'dist'), { recursive: true, force: true })
  await Promise.all([buildServer(process.stdout), buildPage(process.stdout)])
}

/** npm run bench: measurements. */
async function bench() {
  await ensureInstalled('all', process.stderr)
  await ensureBuilt()
  await tool('typescript/bin/tsc', ['-b', 'bench'])
  await program(process.execPath, ['--expose-gc', at('bench/dist/main.js'), ...args])
}

/** npm run shots: the pictures of the README. */
async function shots() {
  await ensureInstalled('all', process.stderr)
  await ensureBuilt()
  await tool('vitest/vitest.mjs', ['run', '--config', 'test/shots.config.ts', ...args])
}

/** npm run gallery: pictures of all pages. */
async function gallery() {
  await ensureInstalled('all', process.stderr)
  await ensureBuilt()
  await tool('vitest/vitest.mjs', ['run', '--config', 'test/gallery.config.ts', ...args])
}

/** npm run reset: forgets the bundled database and what belongs to it. Only the demo's, unless it is said twice. */
async function reset() {
  const dir = resolve(process.env.DATA_DIR?.trim() || '.data')
  if (!existsSync(dir)) return say(process.stdout, 'reset', '重来', 'Reset', 0, `没有数据可清除(${relative(root, dir) || dir})`, `nothing to remove (${relative(root, dir) || dir})`)
  const pid = runningIn(dir)
  if (pid) throw new Error(isEnglish ? `A server (process ${pid}) uses ${dir}. Stop it first.` : `有服务(进程 ${pid})正在使用 ${dir}。请先停止它。`)
  if (!existsSync(join(dir, 'demo')) && !args.includes('--yes')) {
    throw new Error(isEnglish ? `${dir} may hold real data: it was not filled by the demo. To remove it for ever: npm run reset -- --yes` : `${dir} 中可能有真实数据(不是演示填入的)。确要永久清除，请运行 npm run reset -- --yes`)
  }
  const begun = performance.now()
  const cluster = join(dir, 'postgres')
  // Where the checkout is private to root the cluster lies elsewhere, behind a link.
  if (lstatSync(cluster, { throwIfNoEntry: false })?.isSymbolicLink()) rmSync(resolve(dir, readlinkSync(cluster)), { recursive: true, force: true })
  rmSync(dir, { recursive: true, force: true })
  say(process.stdout, 'reset', '重来', 'Reset', performance.now() - begun, `已清除 ${relative(root, dir) || dir}；npm start 会重新开始`, `removed ${relative(root, dir) || dir}; npm start begins again`)
}

function runningIn(dir) {
  try {
    const { pid } = JSON.parse(readFileSync(join(dir, 'server.json'), 'utf8'))
    process.kill(pid, 0)
    return pid
  } catch (error) {
    return error.code === 'EPERM' ? '?' : undefined
  }
}

/** Installs the locked packages unless all of them are there; `production` leaves out what only building and testing need. */
async function ensureInstalled(which, out) {
  if (isInstalled(which)) return
  const begun = performance.now()
  note(out, isEnglish ? 'installing the locked packages' : '正在安装锁定的依赖包')
  const npm = process.env.npm_execpath
  const options = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const env = { ...process.env, NODE_ENV: '' }
  // Its own words would break the lines of those who read ours.
  const stdio = ['ignore', process.stderr, process.stderr]
  if (npm?.endsWith('.js')) await program(process.execPath, [npm, ...options], { env, stdio })
  else await program(process.platform === 'win32' ? 'npm.cmd' : 'npm', options, { env, stdio, shell: process.platform === 'win32' })
  say(out, 'install', '依赖', 'packages', performance.now() - begun, '已按锁定版本安装', 'installed as locked')
}

function isInstalled(which) {
  try {
    const wanted = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages
    const found = JSON.parse(readFileSync(at('node_modules/.package-lock.json'), 'utf8')).packages
    return Object.entries(wanted).every(([path, { version, integrity, link, optional, dev, devOptional }]) => {
      if (!path.startsWith('node_modules/')) return true
      if (link) return existsSync(at(path))
      const there = found[path]
      if (!there) return Boolean(optional) || (which === 'production' && Boolean(dev || devOptional))
      return there.version === version && there.integrity === integrity
    })
  } catch {
    return false
  }
}

// A hash of everything that is built, kept beside what was built from it. Where only the result was shipped it is fresh.
function fingerprint(paths) {
  const hash = createHash('sha256')
  const add = (path) => {
    const stat = lstatSync(at(path), { throwIfNoEntry: false })
    if (stat?.isDirectory()) for (const name of readdirSync(at(path)).sort()) add(join(path, name))
    else if (stat && !path.endsWith('.test.ts')) hash.update(path).update('\0').update(readFileSync(at(path))).update('\0')
  }
  paths.forEach(add)
  return hash.digest('hex')
}

function serverInputs() {
  return ['tsconfig.json', 'package-lock.json', ...packages.flatMap((p) => [`${p}/tsconfig.json`, `${p}/package.json`, `${p}/src`])]
}

function pageInputs() {
  return ['package-lock.json', 'web/package.json', 'web/tsconfig.json', 'web/vite.config.ts', 'web/packed.ts', 'web/index.html', 'web/public', 'web/src', 'metrics/src', 'reports/src']
}

function isFresh(product, stamp, inputs, source) {
  if (!existsSync(at(product))) return false
  if (!existsSync(at(source))) return true
  try {
    return readFileSync(at(stamp), 'utf8') === fingerprint(inputs())
  } catch {
    return false
  }
}

function isServerFresh() {
  return isFresh('server/dist/main.js', 'server/dist/.built', serverInputs, 'server/src')
}

function isPageFresh() {
  return isFresh('web/dist/index.html', 'web/dist/.built', pageInputs, 'web/src')
}

async function ensureServer(out) {
  if (isServerFresh()) return
  await builtAs('服务', 'server', out, ['server/dist/.built', serverInputs], transpileServer)
}

async function ensureBuilt() {
  await Promise.all([ensureServer(process.stderr), isPageFresh() ? undefined : buildPage(process.stderr)])
}

function buildServer(out) {
  return builtAs('服务', 'server', out, ['server/dist/.built', serverInputs], () => tool('typescript/bin/tsc', ['-b'], { stdio: ['ignore', process.stderr, process.stderr] }))
}

function buildPage(out) {
  return builtAs('界面', 'page', out, ['web/dist/.built', pageInputs], () =>
    tool('vite/bin/vite.js', ['build', '--logLevel', 'error'], { cwd: at('web'), stdio: ['ignore', process.stderr, process.stderr] }))
}

async function builtAs(zh, en, out, [stamp, inputs], work) {
  const begun = performance.now()
  const built = fingerprint(inputs())
  note(out, isEnglish ? `building the ${en}` : `正在构建${zh}`)
  await work()
  mkdirSync(dirname(at(stamp)), { recursive: true })
  writeFileSync(at(stamp), built)
  say(out, 'build', '构建', 'Build', performance.now() - begun, zh, en)
}

/** The server's files one by one, without their types: those are checked by `check` and `build`; on the way to a start that would take nine seconds. */
async function transpileServer() {
  const { rolldown } = await import(pathToFileURL(at('node_modules/rolldown/dist/index.mjs')).href)
  for (const name of packages) {
    const src = at(name, 'src')
    const input = readdirSync(src, { recursive: true }).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).map((file) => join(src, file))
    const bundle = await rolldown({
      input, platform: 'node', treeshake: false, tsconfig: at(name, 'tsconfig.json'),
      external: (id) => /^[@a-z]/.test(id) && !id.startsWith('@oxc-project/'), // whose helpers for decorators come with it
      resolve: { extensionAlias: { '.js': ['.ts'] } },
    })
    await bundle.write({ dir: at(name, 'dist'), format: 'esm', preserveModules: true, preserveModulesRoot: src, entryFileNames: '[name].js', sourcemap: true })
    await bundle.close()
  }
}

/** Runs a package's program with this Node; its path is below node_modules. */
function tool(path, options, how = {}) {
  return program(process.execPath, [at('node_modules', path), ...options], how)
}

/** Runs a program to its end; rejects when it fails. It ends when we do. */
function program(command, options, { cwd = root, env = process.env, stdio = 'inherit', shell = false } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(command, options, { cwd, env, stdio, shell })
    children.add(child)
    child.once('error', (error) => fail(new Error(`${command}: ${error.message}`)))
    child.once('exit', (code, signal) => {
      children.delete(child)
      if (code === 0) return done()
      const what = `${relative(root, options[0] ?? '').replace(/^node_modules\//, '') || command} ${signal ?? `→ ${code}`}`
      fail(Object.assign(new Error(isEnglish ? `${what} failed; its words are above.` : `${what} 没有成功，原因见上。`), { exitCode: code ?? 1 }))
    })
  })
}

function note(out, what) {
  if (!isJson && out.isTTY) out.write(` … ${what}\n`)
}

function say(out, step, zh, en, ms, toldZh = zh, toldEn = en) {
  const [name, told] = isEnglish ? [en, toldEn] : [zh, toldZh]
  if (isJson) return void out.write(`${JSON.stringify({ step, told, ms: Math.round(ms) })}\n`)
  const width = (text) => [...text].reduce((sum, c) => sum + (c > '⺀' ? 2 : 1), 0)
  const pad = (text, to) => text + ' '.repeat(Math.max(to - width(text), 1))
  out.write(` ✓ ${pad(name, 12)}${pad(told, 62)}${(ms / 1000).toFixed(1).padStart(6)} s\n`)
}
