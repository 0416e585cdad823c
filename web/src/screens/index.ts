import { overview } from './overview.js'
import type { Screen } from './screen.js'
import { stations } from './stations.js'

/** All screens. One more is a file here, its line, and its name in server/src/screens/pages.ts. */
export const screens: readonly Screen[] = [overview, stations]

/** A screen by its name. */
export const findScreen = (name: string): Screen | undefined => screens.find((s) => s.name === name)

/** The screens a list of names turns, those that exist, in its order. */
export const screensNamed = (names: string): readonly Screen[] => names.split(',').flatMap((name) => findScreen(name.trim()) ?? [])
