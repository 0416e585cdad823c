import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run of tests with one plain line that any reader of logs understands. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const states = { passed: 0, failed: 0, skipped: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state !== 'pending') states[state]++
      }
      // A file that did not even load has no tests to fail.
      if (module.state() === 'failed' && module.errors().length > 0) states.failed++
    }
    process.stdout.write(`\n${states.passed} passed, ${states.failed} failed, ${states.skipped} skipped\n`)
  }
}
