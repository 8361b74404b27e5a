/**
 * Whether this tab has shown the conversation that is stored on this device: only then it is joined to whoever signs in, because on a
 * device of several people it may be somebody else's. The mark survives a sign-in that leaves the page and comes back.
 */
export function hasShown(endpoint: string): boolean {
  return ifAllowed(() => sessionStorage.getItem(markOf(endpoint))) === "yes";
}

export function rememberShown(endpoint: string): void {
  ifAllowed(() => sessionStorage.setItem(markOf(endpoint), "yes"));
}

export function forgetShown(endpoint: string): void {
  ifAllowed(() => sessionStorage.removeItem(markOf(endpoint)));
}

function markOf(endpoint: string): string {
  return `causerie here ${endpoint}`;
}

function ifAllowed<Result>(access: () => Result): Result | undefined {
  try {
    return access();
  } catch {
    return undefined; // Blocked, or there is none: nothing is joined.
  }
}
