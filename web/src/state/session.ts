import type { Answer, Unit } from '@mingshu/metrics'
import { computed, ref, shallowRef } from 'vue'
import { askAll, fetchCatalogue, fetchMe, fetchUnits, type Freshness, listen, lookAtMe, type Me, type News, problemOf, readBoot, renewScreen, signIn, signOut } from '../api.js'
import { learnAsOf } from './as-of.js'
import { createAsking } from './asking.js'
import { learnCatalogue } from './catalogue.js'
import { setClock } from './clock.js'
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

/** Takes in how fresh the newest figures are. Those that came at last are not the page's until it shows them, so till then it stays late. */
function learnFreshness({ at, late, dueAt, nextRunAt, earlier, duty }: Freshness): void {
  setClock(at)
  if (!me.value || (me.value.late && !late && hasNews.value)) return
  me.value = { ...me.value, at, late, dueAt, nextRunAt, earlier, duty }
}

/** Often enough that what became late is said within 30 seconds. */
const lookEvery = 25_000

/** Looks how fresh the figures are, where events do not come through; the version of the page stays. */
async function look(): Promise<void> {
  if (document.hidden || !me.value) return
  try {
    const now = await lookAtMe()
    isOffline.value = false
    newestVersion.value = Math.max(newestVersion.value, now.dataVersion)
    learnFreshness(now)
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
  asking.forgetAll()
  me.value = undefined
}

// Once the first figures are drawn, also far from the server.
const villagesAfter = 600

/** Learns the units that the page began without; tries again while the server is away. */
function learnVillages(after: number): void {
  setTimeout(() => fetchUnits().then(learnUnits, () => learnVillages(lookEvery)), after)
}

/** What the server says now is what the page shows. */
function show(who: Me): void {
  setClock(who.at)
  learnAsOf(who)
  me.value = who
  newestVersion.value = Math.max(newestVersion.value, who.dataVersion)
}

/** Learns who is signed in and everything pages need to name units and figures. Throws the problem when nobody is. */
export async function enter(): Promise<void> {
  const boot = readBoot()
  const [who, catalogue, units] = await Promise.all([boot.me ?? fetchMe(), fetchCatalogue(), boot.units ?? fetchUnits()])
  learnCatalogue(catalogue)
  learnUnits(units as readonly Unit[])
  for (const answer of boot.answers ?? ([] as readonly Answer[])) asking.know(answer)
  show(who)
  if (boot.isUpper) learnVillages(villagesAfter)
  if (stopListening) return
  const timer = setInterval(() => void look(), lookEvery)
  const end = listen({
    version: ({ dataVersion }) => (newestVersion.value = Math.max(newestVersion.value, dataVersion)),
    freshness: learnFreshness,
    run: (news) => runNews.forEach((hear) => hear(news)),
  })
  stopListening = () => {
    clearInterval(timer)
    end()
  }
}

/** The same person signs in again over a page whose session ended. */
export async function enterAgain(password: string): Promise<void> {
  await signIn(me.value?.user.login ?? '', password)
  await enter()
}

/** Asks the server whether it is away: a part of the page that did not come while it answers went with an upgrade, and comes with a new page. */
export async function isAway(): Promise<boolean> {
  isOffline.value = await lookAtMe().then(() => false, (error) => problemOf(error).status === 0)
  return isOffline.value
}

// A screen on a wall keeps its own.
export { renewScreen }

/** Ends the session, and says whether it has ended: whose is over already is signed out; whom the server does not hear is not. */
export async function endSession(): Promise<boolean> {
  try {
    await signOut()
    return true
  } catch (error) {
    return problemOf(error).status === 401
  }
}

/** Moves the page to the newest version, with the freshness that belongs to it. */
export const showNewest = async (): Promise<void> => show(await fetchMe())
