import { inject, type InjectionKey, onScopeDispose, provide } from 'vue'

/** The drawing of a card as SVG, and its size. */
export interface Drawn {
  readonly svg: string
  readonly width: number
  readonly height: number
}

type Draw = () => Drawn | undefined

const key: InjectionKey<Set<Draw>> = Symbol('pictures')

/** Gathers the drawings inside a card; the answer is read when somebody takes the picture away. */
export function gatherPictures(): () => readonly Drawn[] {
  const draws = new Set<Draw>()
  provide(key, draws)
  return () => [...draws].flatMap((draw) => draw() ?? [])
}

/** Offers a drawing to the card around it. */
export function offerPicture(draw: Draw): void {
  const draws = inject(key, undefined)
  draws?.add(draw)
  onScopeDispose(() => draws?.delete(draw))
}
