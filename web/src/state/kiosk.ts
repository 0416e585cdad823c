import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/** A page that runs by itself for months: its clock, its turn of pages, and what it does every hour. */
export interface Kiosk {
  /** Moves every second; the only timer of the wall. */
  readonly now: Ref<Date>
  /** Which of the pages is shown. */
  readonly at: Ref<number>
  readonly isPaused: Ref<boolean>
  /** Seconds since the start during which the wall was not paused. */
  readonly seconds: Ref<number>
  /** Steps of the picture against burn-in, a pixel each. */
  readonly shift: Ref<readonly [x: number, y: number]>
  turn(step: number): void
}

const shiftEvery = 600
const tendEvery = 3600
const patience = 60
const shifts = [[0, 0], [1, 0], [1, 1], [0, 1]] as const

/**
 * Runs a wall: turns `pages` every `every` seconds unless it is paused, by arrow keys at once, and moves the picture a pixel
 * every ten minutes. `tend` is called every hour and again a minute later while it says that it could not; `look` every second.
 */
export function useKiosk({ pages, first, every, look, tend }: { pages: number; first: number; every: number; look: () => void; tend: (isPaused: boolean) => Promise<boolean> }): Kiosk {
  const now = ref(new Date())
  const at = ref(first)
  const isPaused = ref(false)
  const seconds = ref(0)
  const shift = ref<readonly [number, number]>(shifts[0])
  let lived = 0
  let shown = 0
  let tendAt = tendEvery

  function turn(step: number): void {
    shown = 0
    at.value = (at.value + step + pages) % pages
  }

  function tick(): void {
    now.value = new Date()
    lived += 1
    if (!isPaused.value) {
      seconds.value += 1
      shown += 1
      if (pages > 1 && shown >= every) turn(1)
    }
    shift.value = shifts[Math.floor(lived / shiftEvery) % shifts.length] ?? shifts[0]
    if (lived >= tendAt) {
      const begun = lived
      tendAt = begun + patience
      void tend(isPaused.value).then((isDone) => isDone && (tendAt = begun + tendEvery))
    }
    look()
  }

  function press(e: KeyboardEvent): void {
    if (e.ctrlKey || e.metaKey || e.altKey) return
    if (e.key === 'ArrowRight' || e.key === 'PageDown') turn(1)
    else if (e.key === 'ArrowLeft' || e.key === 'PageUp') turn(-1)
    else if (e.key === ' ') isPaused.value = !isPaused.value
    else return
    e.preventDefault()
  }

  let timer: ReturnType<typeof setInterval> | undefined
  onMounted(() => {
    timer = setInterval(tick, 1000)
    document.addEventListener('keydown', press)
  })
  onBeforeUnmount(() => {
    clearInterval(timer)
    document.removeEventListener('keydown', press)
  })
  return { now, at, isPaused, seconds, shift, turn }
}
