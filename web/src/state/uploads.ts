import { onBeforeUnmount, type Ref, ref, type ShallowRef, shallowRef } from 'vue'
import { fetchUpload, type Problem, problemOf, sendFile, type Upload } from '../api.js'

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** Sends a file of a unit and follows it until it is taken or refused. */
export function useUpload(): {
  readonly upload: ShallowRef<Upload | undefined>
  readonly problem: ShallowRef<Problem | undefined>
  readonly isSending: Ref<boolean>
  send(...given: Parameters<typeof sendFile>): Promise<void>
} {
  const upload = shallowRef<Upload>()
  const problem = shallowRef<Problem>()
  const isSending = ref(false)
  let isGone = false
  onBeforeUnmount(() => (isGone = true))

  async function send(...given: Parameters<typeof sendFile>): Promise<void> {
    isSending.value = true
    problem.value = undefined
    upload.value = undefined // what became of the file before
    try {
      const { id } = await sendFile(...given)
      let now = await fetchUpload(id)
      while (!isGone && (now.state === 'queued' || now.state === 'running')) {
        await pause(600)
        now = await fetchUpload(id)
      }
      upload.value = now
    } catch (error) {
      problem.value = problemOf(error)
    } finally {
      isSending.value = false
    }
  }
  return { upload, problem, isSending, send }
}
