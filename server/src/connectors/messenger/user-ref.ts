/**
 * Before these letters an address has what a site of yours calls a person who has ticked its checkbox: Meta gives no id until
 * they write. An id of Meta's has digits only.
 */
export const userRefPrefix = "user_ref:";

/** Before these, a comment on the page: whoever wrote it can be answered once. */
export const commentPrefix = "comment:";

/** What happens to the page and is about nobody. */
export const pageItself = "page";

/** Undefined for an address of another kind. */
export function userRefOf(user: string): string | undefined {
  return user.startsWith(userRefPrefix) ? user.slice(userRefPrefix.length) : undefined;
}

/** Undefined for an address of another kind. */
export function commentOf(user: string): string | undefined {
  return user.startsWith(commentPrefix) ? user.slice(commentPrefix.length) : undefined;
}

/** Whether Meta itself has given the id: only such a person can be shown "seen" and "typing". */
export function isPsid(user: string): boolean {
  return user !== pageItself && userRefOf(user) === undefined && commentOf(user) === undefined;
}
