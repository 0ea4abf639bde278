/** How long an agent's calls stay in the list of their desk. */
export const CALLS_KEPT_DAYS = 90;
