import type { Text } from '@mingshu/metrics'

/** What one tile shows. A tile names its figures; how it is drawn is the tile's business. */
export type Tile =
  /** The first four of the figures that are known, beneath each other. */
  | { readonly kind: 'figures'; readonly metrics: readonly string[] }
  /** The units below by one figure: the main visual. */
  | { readonly kind: 'ranking'; readonly metric: string }
  /** A figure over thirteen months, beside the year before. */
  | { readonly kind: 'trend'; readonly metric: string }
  /** A figure and its three greatest parts; of the month that runs where it is planned ahead. */
  | { readonly kind: 'parts'; readonly title: Text; readonly metric: string; readonly by: string; readonly isAhead?: boolean }
  /** The closed loop of issues. */
  | { readonly kind: 'loop' }
  /** The units below by several figures. */
  | { readonly kind: 'table'; readonly metrics: readonly string[] }

/** A screen for a wall, as data: where it stands and what its tiles are, seven at most. */
export interface Screen {
  /** Its name in the address: `/screen/<name>`. */
  readonly name: string
  readonly title: Text
  /** Of several places of a viewer, the first city or district, or the first functional zone. */
  readonly place: 'city' | 'zone'
  readonly left: Tile
  readonly centre: Tile
  /** Below the centre; on a wall of 32:9 in a column of its own. */
  readonly below: Tile
  readonly right: readonly [Tile, Tile, Tile]
  /** A seventh tile for walls of 32:9. */
  readonly beside: Tile
  /** Facts of the ticker: the first three that are known. */
  readonly facts: readonly string[]
}
