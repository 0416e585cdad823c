import { ref } from 'vue'

/** A line that tells what just happened. */
export interface Toast {
  readonly id: number
  readonly text: string
  /** Text to copy by hand, where the browser would not copy it. */
  readonly byHand: string
}

/** What is being told. */
export const toasts = ref<readonly Toast[]>([])

let last = 0

/** Tells something for a few seconds; longer where there is something to copy. */
export function tell(text: string, byHand = ''): void {
  const id = ++last
  toasts.value = [...toasts.value.filter((t) => t.text !== text), { id, text, byHand }]
  setTimeout(() => dismiss(id), byHand ? 60_000 : 6000)
}

/** Takes a line away. */
export const dismiss = (id: number): void => {
  toasts.value = toasts.value.filter((t) => t.id !== id)
}
