import { onBeforeUnmount, ref, shallowRef } from 'vue'
import { cancelExport, type Export, exportFileUrl, fetchExport, fetchExports, type Problem, problemOf, startExport } from '../api.js'

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** Exports of the viewer: the recent ones, and the one being made. */
export function useExports() {
  const recent = shallowRef<readonly Export[]>([])
  const current = shallowRef<Export>()
  const problem = shallowRef<Problem>()
  const isBusy = ref(false)
  let isGone = false
  onBeforeUnmount(() => (isGone = true))

  async function refresh(): Promise<void> {
    try {
      recent.value = await fetchExports()
    } catch (error) {
      problem.value = problemOf(error)
    }
  }

  /** Starts an export, follows it and hands the file over when it is there. */
  async function make(wanted: Parameters<typeof startExport>[0]): Promise<void> {
    isBusy.value = true
    problem.value = undefined
    current.value = undefined
    try {
      const { id } = await startExport(wanted)
      let now = await fetchExport(id)
      for (current.value = now; !isGone && (now.state === 'queued' || now.state === 'running'); current.value = now) {
        await pause(400)
        now = await fetchExport(id)
      }
      if (now.state === 'done' && !isGone) download(id)
      await refresh()
    } catch (error) {
      problem.value = problemOf(error)
    } finally {
      isBusy.value = false
    }
  }

  async function stop(id: string): Promise<void> {
    try {
      await cancelExport(id)
      await refresh()
    } catch (error) {
      problem.value = problemOf(error)
    }
  }

  return { recent, current, problem, isBusy, refresh, make, stop }
}

/** Has the browser fetch a finished workbook. */
export function download(id: string): void {
  const link = Object.assign(document.createElement('a'), { href: exportFileUrl(id), download: '' })
  document.body.append(link)
  link.click()
  link.remove()
}
