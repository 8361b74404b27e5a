/**
 * Whether this tab has shown the conversation that is stored on this device: only then it is joined to whoever signs in, because on a
 * device of several people it may be somebody else's. The mark survives a sign-in that leaves the page and comes back.
 */
export type ShownHere = { get(): boolean; set(isShown: boolean): void };

export function createShownHere(endpoint: string): ShownHere {
  const key = `causerie here ${endpoint}`;
  let is = ifAllowed(() => sessionStorage.getItem(key)) === "yes";
  return {
    get: () => is,
    set(isShown) {
      is = isShown;
      ifAllowed(() => (isShown ? sessionStorage.setItem(key, "yes") : sessionStorage.removeItem(key)));
    },
  };
}

function ifAllowed<Result>(access: () => Result): Result | undefined {
  try {
    return access();
  } catch {
    return undefined; // Blocked, or there is none: it is known until the page is left.
  }
}
