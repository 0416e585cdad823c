import { shallowRef } from 'vue'
import { fetchViews, forgetView, type SavedView, saveHome, saveView, shareView } from '../api.js'
import { me } from './session.js'

/** The viewer's own views and those shared with them; empty until they are asked for. */
export const views = shallowRef<readonly SavedView[]>([])

/** Learns the views there are. */
export async function learnViews(): Promise<void> {
  views.value = await fetchViews()
}

/** Keeps an address under a name; a view of that name is replaced. */
export async function keep(view: { name: string; path: string; shared: boolean }): Promise<void> {
  await saveView(view)
  await learnViews()
}

/** Shares a view of one's own, or no longer. */
export async function share(view: SavedView, shared: boolean): Promise<void> {
  await shareView(view.id, shared)
  await learnViews()
}

/** Forgets a view; a home it was goes with it. */
export async function forget(view: SavedView): Promise<void> {
  await forgetView(view.id)
  if (me.value?.home === view.path) await beginAt(null)
  await learnViews()
}

/** Makes an address the one where work begins; null: that of the role. */
export async function beginAt(path: string | null): Promise<void> {
  await saveHome(path)
  if (me.value) me.value = { ...me.value, home: path }
}
