/** `sessionHours`: how long a session lasts at most. `idleMinutes`: how long one lasts that nobody uses. */
export type DeskSettings = { readonly sessionHours: number; readonly idleMinutes: number };

/** NIST SP 800-63B-4, 2.2.3: at most 24 hours in all, and one hour without activity. */
export const deskDefaults: DeskSettings = { sessionHours: 12, idleMinutes: 60 };
