// NOTE FROM THE LEAD TO WHOEVER BUILDS ask/trace/prove (delete when done): docs/architecture.md "The roll-up" changed at 03:17.
// 1. Reported is decided by table coverage(county_id, source, month_on, from_version): a county-month is reported when from_version <= v
//    (any county below, for units above; some missing = partial). A missing rollup row in a covered month is ZERO (null if nullable). No zero rows are stored.
// 2. Breakdown rows of grain d exist only for counties and above; refuse day × dimension below the county.
// 3. Distinct things (both forms) are placed in the tree (unit_closure) of p_at = last day of the period's last covered month, cut at the business date.
// 4. Stocks in q/y cells are read at p_at too. fold.ts is final in shape: see its header.
export * from './text.js'
export * from './dimension.js'
export * from './dimensions.js'
export * from './subject.js'
export * from './question.js'
export * from './catalogue.js'
export * from './fold.js'
export * from './activities.js'
export * from './issues.js'
export * from './members.js'
export * from './services.js'
export * from './stations.js'
export * from './workers.js'
