/** What JSON can say: the only data that outlives a turn or leaves the server. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
