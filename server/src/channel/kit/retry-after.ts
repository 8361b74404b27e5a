/** The wait that a `Retry-After` header asks for, in milliseconds. Undefined unless it is a positive number of seconds. */
export function parseRetryAfter(header: string | null): number | undefined {
  const seconds = Number(header ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}
