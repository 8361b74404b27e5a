/**
 * A delivery that is marked as on its way although nobody here is sending it: how it ended could not be written. So long
 * after its begin it counts as perhaps delivered; by then its echo would have come.
 */
export const lostAfterMs = 60_000;
