import { computed, type Ref } from 'vue'
import type { Problem } from '../api.js'

/** What a panel waits for, and why it did not come. */
export interface Awaited {
  readonly problem: Readonly<Ref<Problem | undefined>>
  readonly isWaiting: Readonly<Ref<boolean>>
  retry(): void
}

/** Several answers that a panel reads together, as one: what one of them lacks is said, and all are asked again. */
export function allOf(parts: () => readonly Awaited[]): Awaited {
  return {
    problem: computed(() => parts().find((p) => p.problem.value)?.problem.value),
    isWaiting: computed(() => parts().some((p) => p.isWaiting.value)),
    retry: () => parts().forEach((p) => p.retry()),
  }
}
