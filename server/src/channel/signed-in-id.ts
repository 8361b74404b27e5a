/** Ids of signed-in people begin so; those of anonymous visitors with `v_`. */
export const signedInPrefix = "u_";

export function isSignedInId(userId: string): boolean {
  return userId.startsWith(signedInPrefix);
}

/** Why their sessions are not revoked by hand: the page opens another at once, with the same token. */
export function signedIn(userId: string): string {
  return `${userId} is a signed-in person, whose issuer lets them in: disable them there, or use block.`;
}
