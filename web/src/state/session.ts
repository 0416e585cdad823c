import type { Answer, Unit } from '@mingshu/metrics'
import { computed, ref, shallowRef } from 'vue'
import { askAll, fetchCatalogue, fetchMe, fetchUnits, listen, type Me, type News, problemOf, readBoot } from '../api.js'
import { createAsking } from './asking.js'
import { learnCatalogue } from './catalogue.js'
import { learnUnits } from './units.js'

/** Who is signed in; nothing before that is known, or when nobody is. */
export const me = shallowRef<Me>()

/** Newest version the server has told of; the page keeps showing its own until it is asked to change. */
export const newestVersion = ref(0)

/** Whether the server is out of reach. */
export const isOffline = ref(false)

/** Whether the page shows an older version than the newest. */
export const hasNews = computed(() => me.value !== undefined && newestVersion.value > me.value.dataVersion)

/** The desk of the page. */
export const asking = createAsking(async (questions, v) => {
  try {
    const answers = await askAll(questions, v)
    isOffline.value = false
    return answers
  } catch (error) {
    const problem = problemOf(error)
    isOffline.value = problem.status === 0
    if (problem.status === 401) leave()
    throw error
  }
})

const runNews = new Set<NonNullable<News['run']>>()

/** Hears the progress of runs until the returned function is called. */
export function onRun(hear: NonNullable<News['run']>): () => void {
  runNews.add(hear)
  return () => runNews.delete(hear)
}

let stopListening: (() => void) | undefined

/** Often enough that what became late is said within 30 seconds. */
const lookEvery = 25_000

/** Looks whether the figures have become late, which no event tells; the version of the page stays. */
async function look(): Promise<void> {
  if (document.hidden || !me.value) return
  try {
    const { late, lateSince, nextRunAt, dataVersion } = await fetchMe()
    isOffline.value = false
    newestVersion.value = Math.max(newestVersion.value, dataVersion)
    if (me.value.lateSince !== lateSince || me.value.nextRunAt !== nextRunAt) me.value = { ...me.value, late, lateSince, nextRunAt }
  } catch (error) {
    const { status } = problemOf(error)
    isOffline.value = status === 0
    if (status === 401) leave()
  }
}

/** Forgets who was signed in: the frame then shows the sign-in form over the page. */
export function leave(): void {
  stopListening?.()
  stopListening = undefined
  me.value = undefined
}

/** Learns who is signed in and everything pages need to name units and figures. Throws the problem when nobody is. */
export async function enter(): Promise<void> {
  const boot = stopListening ? {} : readBoot()
  const [who, catalogue, units] = await Promise.all([boot.me ?? fetchMe(), fetchCatalogue(), boot.units ?? fetchUnits()])
  learnCatalogue(catalogue)
  learnUnits(units as readonly Unit[])
  for (const answer of boot.answers ?? ([] as readonly Answer[])) asking.know(answer)
  me.value = who
  newestVersion.value = Math.max(newestVersion.value, who.dataVersion)
  if (stopListening) return
  const timer = setInterval(() => void look(), lookEvery)
  const end = listen({
    version: ({ dataVersion }) => (newestVersion.value = Math.max(newestVersion.value, dataVersion)),
    run: (news) => runNews.forEach((hear) => hear(news)),
  })
  stopListening = () => {
    clearInterval(timer)
    end()
  }
}

/** Moves the page to the newest version, with the freshness that belongs to it. */
export async function showNewest(): Promise<void> {
  me.value = await fetchMe()
  newestVersion.value = me.value.dataVersion
}
