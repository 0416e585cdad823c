/** SQL: whether a row of `run` is shown. Nights the demo played are, only while what is published is the demo's: never beside real figures. */
export const isShown = `(not is_demo or exists (select from data_version v join published p on p.version = v.version where v.is_demo))`
