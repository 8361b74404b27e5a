/**
 * Before these letters an address has what a site of yours calls a person who has ticked its checkbox: Meta gives no id until
 * they write. An id of Meta's has digits only.
 */
export const userRefPrefix = "user_ref:";

/** Undefined for an id of Meta's. */
export function userRefOf(user: string): string | undefined {
  return user.startsWith(userRefPrefix) ? user.slice(userRefPrefix.length) : undefined;
}
