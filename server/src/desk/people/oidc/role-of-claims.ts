import { type DeskRole, deskRoles } from "@causerie/protocol/desk";
import type { OidcSettings } from "#desk/settings.ts";

/**
 * The role that a provider's claims give, the most powerful of several.
 *
 * @returns undefined: none of them is a role here.
 */
export function roleOfClaims(
  claims: Readonly<Record<string, unknown>>,
  { roleClaim, roles }: Pick<OidcSettings, "roleClaim" | "roles">,
): DeskRole | undefined {
  const value = valueOf(claims, roleClaim);
  const words: readonly unknown[] = Array.isArray(value) ? value : [value];
  const given = new Set(
    words.flatMap((word) => (typeof word === "string" && Object.hasOwn(roles, word) ? [roles[word]] : [])),
  );
  return deskRoles.find((role) => given.has(role));
}

/** Some providers name a claim by an address, which has dots, too; so the whole name comes first. */
function valueOf(claims: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  let value: unknown = claims;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
