/**
 * Rates of what began in the period and goes on being finished afterwards. The latest ones are low because they are young,
 * so they are never put beside older ones as a change, a rank or a reason for concern.
 */
const maturing: ReadonlySet<string> = new Set(['wish_claim_rate', 'wish_done_rate', 'issue_closure_rate', 'issue_followup_rate', 'demand_match_rate', 'plan_task_done_rate', 'decision_done_rate'])

/** Whether later handling still raises the figure after its period is over. */
export const isMaturing = (code: string): boolean => maturing.has(code)
